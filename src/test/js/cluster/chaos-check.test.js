// The judge of the chaos run, judged: made-up runs that break one promise each.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { check, targetOf } from './chaos-check.mjs';

const connect = (t, socket, user, client = `${user}.0`) => ({ t, type: 'connect', client, user, socket, node: 0 });
const disconnect = (t, socket, heard = t) => ({ t, type: 'disconnect', socket, reason: 'transport close', heard });
const open = (t, socket, heard = t) => ({ t, type: 'open', socket, heard });
const attempt = (t, socket, message) => ({ t, type: 'attempt', socket, message });
const answer = (t, message, outcome = 'acked') => ({ t, type: 'answer', message, outcome });
const received = (t, socket, message, kind = 'message') => ({ t, type: 'received', socket, message, kind });
const announced = (t, socket, user, online, version) => ({ t, type: 'announced', socket, user, online, version });
const snapshot = (t, socket, users) => ({ t, type: 'snapshot', socket, users });
const fault = (t, kind, phase, ms = 100) => ({ t, type: 'fault', kind, phase, node: 0, ms });
const asked = (t, online, listed = online) => ({ t, type: 'asked', node: 1, listed, online });
const truth = (t, online, doubtful = []) => ({ t, type: 'truth', online, doubtful });

/** Two users, ten minutes, and who is online in the end. */
function judge(facts, { online = ['alice', 'bob'], doubtful = [], minima } = {}) {
  const end = 600_000;
  const ended = new Set(facts.filter(({ type }) => type === 'disconnect').map(({ socket }) => socket));
  const rest = ['A', 'B'].filter((socket) => !ended.has(socket)).map((socket) => open(end, socket));
  const all = [connect(0, 'A', 'alice'), connect(0, 'B', 'bob'), ...facts, truth(end - 10, online, doubtful), asked(end - 5, online), ...rest];
  return check(all, minima);
}

function broken(facts, options) {
  return judge(facts, options).violations.map((violation) => violation.split(':')[0]);
}

const M1 = 'alice.0>bob#1';
const M2 = 'alice.0>bob#2';

describe('what is acked', () => {
  it('and comes is right', () => {
    assert.deepEqual(broken([attempt(10, 'A', M1), received(12, 'B', M1), answer(15, M1)]), []);
  });

  it('may come after the ack', () => {
    assert.deepEqual(broken([attempt(10, 'A', M1), answer(15, M1), received(5000, 'B', M1)]), []);
  });

  it('is lost when it never comes', () => {
    assert.deepEqual(broken([attempt(10, 'A', M1), answer(15, M1)]), ['lost']);
  });

  it('is lost when it comes to one device of two', () => {
    const facts = [connect(5, 'B2', 'bob', 'bob.1'), attempt(10, 'A', M1), received(12, 'B', M1), answer(15, M1), open(600_000, 'B2')];
    assert.deepEqual(broken(facts), ['lost']);
  });

  it('is lost also when a repetition was acked, on another connection of the sender', () => {
    const facts = [attempt(10, 'A', M1), disconnect(20, 'A'), connect(30, 'A2', 'alice'), attempt(40, 'A2', M1), answer(50, M1), open(600_000, 'A2')];
    assert.deepEqual(broken(facts), ['lost']);
  });

  it('is owed to nobody who came after it was first sent', () => {
    assert.deepEqual(broken([attempt(10, 'A', M1), connect(11, 'B2', 'bob', 'bob.1'), received(12, 'B', M1), answer(15, M1), open(600_000, 'B2')]), []);
  });

  it('is not owed to a connection of which nothing was heard after the ack', () => {
    const facts = [attempt(10, 'A', M1), answer(15, M1), disconnect(6000, 'B', 14)];
    assert.deepEqual(broken(facts), []);
    const heard = [attempt(10, 'A', M1), answer(15, M1), disconnect(6000, 'B', 3000)];
    assert.deepEqual(broken(heard), ['lost']);
  });

  it('is not owed to a connection whose node counted as dead while Redis went away, and which it ends', () => {
    const frozen = [fault(5_000, 'freeze', 'begin', 7_000), fault(12_000, 'freeze', 'end', 7_000)];
    const redis = (t) => [fault(t, 'redis', 'begin'), fault(t + 100, 'redis', 'end')];
    const missed = (t) => [attempt(t, 'A', M1), answer(t + 10, M1)];
    const ended = (t) => disconnect(t, 'B', t);
    const dead = [...frozen, ...redis(13_000)];
    assert.deepEqual(broken([...dead, ...missed(11_000), ended(20_000)]), []);
    assert.deepEqual(broken([...dead, ...missed(17_000), ended(22_000)]), []);
    assert.deepEqual(broken([...dead, ...missed(11_000)]), ['lost']);
    assert.deepEqual(broken([...dead, ...missed(11_000), ended(24_000)]), ['lost']);
    assert.deepEqual(broken([...frozen, ...missed(11_000), ended(20_000)]), ['lost']);
    assert.deepEqual(broken([...frozen, ...redis(30_000), ...missed(11_000), ended(20_000)]), ['lost']);
    assert.deepEqual(broken([...dead, ...missed(8_000), ended(20_000)]), ['lost']);
    assert.deepEqual(broken([...dead, ...missed(18_500), ended(22_000)]), ['lost']);
    const again = [...frozen, fault(14_000, 'freeze', 'begin', 3_000), fault(17_000, 'freeze', 'end', 3_000)];
    assert.deepEqual(broken([...again, ...redis(16_000), ...missed(18_500), ended(22_000)]), []);
    const short = [fault(5_000, 'freeze', 'begin', 3_000), fault(8_000, 'freeze', 'end', 3_000)];
    assert.deepEqual(broken([...short, ...redis(7_000), ...missed(9_000), ended(20_000)]), ['lost']);
    const elsewhere = dead.map((each) => (each.kind === 'freeze' ? { ...each, node: 1 } : each));
    assert.deepEqual(broken([...elsewhere, ...missed(11_000), ended(20_000)]), ['lost']);
  });

  it('alone is owed', () => {
    assert.deepEqual(broken([attempt(10, 'A', M1), answer(15, M1, 'unavailable')]), []);
    assert.deepEqual(broken([attempt(10, 'A', M1), answer(15, M1, 'timeout')]), []);
  });
});

describe('a connection', () => {
  it('gets no message twice', () => {
    assert.deepEqual(broken([attempt(10, 'A', M1), received(12, 'B', M1), received(13, 'B', M1), answer(15, M1)]), ['twice']);
  });

  it('gets a broadcast twice only when it was sent again on another connection', () => {
    const moved = (message) => [attempt(5, 'A', message), disconnect(6, 'A'), connect(7, 'A2', 'alice'), attempt(8, 'A2', message), open(600_000, 'A2')];
    const room = 'alice.0>room#1';
    const twice = (message, kind) => [received(12, 'B', message, kind), received(13, 'B', message, kind)];
    assert.deepEqual(broken([attempt(10, 'A', room), attempt(11, 'A', room), ...twice(room, 'room')]), ['twice']);
    assert.deepEqual(broken([...moved(room), ...twice(room, 'room')]), []);
    assert.deepEqual(broken([...moved(M1), ...twice(M1, 'copy')]), ['twice']);
    assert.deepEqual(broken([...moved(M1), received(12, 'B', M1), received(13, 'B', M1)]), ['twice']);
  });

  it('gets what an earlier one of its device had, when the sender repeats it', () => {
    const facts = [attempt(10, 'A', M1), received(12, 'B', M1), disconnect(13, 'B'), connect(20, 'B2', 'bob'), attempt(30, 'A', M1), received(32, 'B2', M1), answer(35, M1), open(600_000, 'B2')];
    assert.deepEqual(broken(facts), []);
  });

  it('gets nothing that nobody has sent', () => {
    assert.deepEqual(broken([received(12, 'B', M1)]), ['unknown']);
  });

  it('gets what another has sent in its order', () => {
    const sent = [attempt(10, 'A', M1), attempt(11, 'A', M2)];
    const answers = [answer(20, M1), answer(21, M2)];
    assert.deepEqual(broken([...sent, received(12, 'B', M1), received(13, 'B', M2), ...answers]), []);
    assert.deepEqual(broken([...sent, received(12, 'B', M2), received(13, 'B', M1), ...answers]), ['order']);
  });

  it('may get a message that was sent again at each of its attempts', () => {
    const sent = [attempt(10, 'A', M1), attempt(11, 'A', M2), attempt(12, 'A', M1)];
    const answers = [answer(20, M1), answer(21, M2)];
    assert.deepEqual(broken([...sent, received(13, 'B', M2), received(14, 'B', M1), ...answers]), []);
    assert.deepEqual(broken([...sent, received(13, 'B', M1), received(14, 'B', M2), ...answers]), []);
  });

  it('may get a message late whose first attempt was made elsewhere', () => {
    const facts = [attempt(10, 'A', M1), disconnect(11, 'A'), connect(12, 'A2', 'alice'), attempt(13, 'A2', M2), received(14, 'B', M2), attempt(15, 'A2', M1), received(16, 'B', M1), answer(20, M1), answer(20, M2), open(600_000, 'A2')];
    assert.deepEqual(broken(facts), []);
  });

  it('gets rooms in order too, beside private messages', () => {
    const [R1, R2] = ['alice.0>room#1', 'alice.0>room#3'];
    const sent = [attempt(10, 'A', R1), attempt(11, 'A', M2), attempt(12, 'A', R2), answer(15, M2)];
    assert.deepEqual(broken([...sent, received(13, 'B', R1, 'room'), received(14, 'B', R2, 'room'), received(15, 'B', M2)]), []);
    assert.deepEqual(broken([...sent, received(13, 'B', R2, 'room'), received(14, 'B', R1, 'room'), received(15, 'B', M2)]), ['order']);
  });
});

describe('presence in the end', () => {
  const all = (asking) => check([connect(0, 'A', 'alice'), truth(100, ['alice'], ['carol']), asking, open(200, 'A')]).violations;

  it('is who is connected, and perhaps who has just gone', () => {
    assert.deepEqual(all(asked(101, ['alice'])), []);
    assert.deepEqual(all(asked(101, ['alice', 'carol'], ['alice'])), []);
  });

  it('has no ghost and misses nobody, in the list and one by one', () => {
    assert.equal(all(asked(101, ['alice', 'ghost'], ['alice'])).length, 1);
    assert.equal(all(asked(101, ['alice'], ['alice', 'ghost'])).length, 1);
    assert.equal(all(asked(101, [], ['alice'])).length, 1);
    assert.equal(all(asked(101, ['alice'], [])).length, 1);
  });

  it('must have been asked for', () => {
    assert.match(check([]).violations[0], /^vacuous/);
  });
});

describe('a watcher', () => {
  it('hears no transition twice', () => {
    assert.deepEqual(broken([announced(10, 'A', 'carol', true, 1), announced(11, 'A', 'carol', true, 1)]), ['announced twice', 'alternation']);
  });

  it('hears that a user comes and goes by turns', () => {
    assert.deepEqual(broken([announced(10, 'A', 'carol', true, 1), announced(20, 'A', 'carol', false, 2), announced(30, 'A', 'carol', true, 3)]), []);
    assert.deepEqual(broken([announced(10, 'A', 'carol', true, 1), announced(30, 'A', 'carol', true, 3)]), ['alternation']);
  });

  it('may hear of two transitions in the wrong order: versions tell', () => {
    assert.deepEqual(broken([announced(20, 'A', 'carol', false, 2), announced(21, 'A', 'carol', true, 1), announced(30, 'A', 'carol', true, 3)]), []);
  });

  it('may miss what is told while Redis is away', () => {
    const away = [fault(15, 'redis', 'begin'), fault(25, 'redis', 'end')];
    assert.deepEqual(broken([announced(10, 'A', 'carol', true, 1), ...away, announced(30, 'A', 'carol', true, 3)]), []);
    assert.deepEqual(broken([...away, announced(7000, 'A', 'carol', true, 1), announced(7010, 'A', 'carol', true, 3)]), ['alternation']);
  });

  it('may miss what a node that died had not told, and what has been undone since', () => {
    const both = (t) => [announced(t, 'A', 'carol', true, 1), announced(t + 10, 'A', 'carol', true, 3)];
    assert.deepEqual(broken([...both(10), fault(15, 'kill', 'begin')]), []);
    assert.deepEqual(broken([...both(20), fault(15, 'kill', 'begin')]), ['alternation']);
    assert.deepEqual(broken([...both(10), fault(15, 'freeze', 'begin', 100)]), ['alternation']);
  });

  it('knows in the end who is online, by its snapshot and what it heard since', () => {
    const watch = (...facts) => [{ ...connect(1, 'W', 'walter'), watches: true }, ...facts, open(600_000, 'W')];
    const options = { online: ['alice', 'bob', 'carol'] };
    const came = announced(10, 'W', 'carol', true, 1);
    assert.deepEqual(broken(watch(snapshot(1, 'W', ['alice', 'bob']), came), options), []);
    assert.deepEqual(broken(watch(snapshot(1, 'W', ['alice', 'bob'])), options), ['view']);
    assert.deepEqual(broken(watch(snapshot(1, 'W', ['alice', 'bob', 'dave']))), ['view']);
    assert.deepEqual(broken(watch(snapshot(1, 'W', ['alice', 'bob', 'dave'])), { doubtful: ['dave'] }), []);
    assert.deepEqual(broken(watch(came, snapshot(20, 'W', ['alice', 'bob', 'carol'])), options), []);
    assert.deepEqual(broken(watch(came, snapshot(20, 'W', ['alice', 'bob'])), options), ['view']);
    assert.deepEqual(broken(watch()), ['view', 'view']);
  });
});

describe('a run', () => {
  it('that shows too little proves nothing', () => {
    const facts = [attempt(10, 'A', M1), received(12, 'B', M1), answer(15, M1), fault(20, 'freeze', 'begin', 7000), fault(20, 'kill', 'begin')];
    const enough = { acked: 1, owed: 1, kills: 1, longFreezes: 1, clients: 2 };
    assert.deepEqual(broken(facts, { minima: enough }), []);
    for (const [name, least] of Object.entries({ ...enough, redisRestarts: 0, reconnects: 0 })) {
      assert.deepEqual(broken(facts, { minima: { [name]: least + 1 } }), ['vacuous'], name);
    }
    assert.deepEqual(broken(facts, { minima: { misspelt: 1 } }), ['vacuous']);
  });

  it('names the target in a message', () => {
    assert.equal(targetOf('u1.0>u2#33'), 'u2');
  });
});
