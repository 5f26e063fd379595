package dev.tutti.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A cluster with {@code createAdapter}, and {@code @socket.io/redis-emitter}. */
class ClassicNodePeerIT extends NodePeerContract {

  @Override
  protected boolean sharded() {
    return false;
  }

  @Test
  void theEmitterPushesIntoOurNodes() {
    peer().call("emit", "'by':'emitter','args':['e',1,{'k':{'$hex':'ff'}}]");
    peer().call("emit", "'by':'emitter','to':['room'],'except':['theirs'],'args':['e',2]");
    peer().call("emit", "'by':'emitter','to':['room'],'volatile':true,'args':['e',3]");
    settle();
    assertThat(a().client().take())
        .containsExactly(
            "451-/chat,[\"e\",1,{\"k\":{\"_placeholder\":true,\"num\":0}}]",
            "b/w==",
            "42/chat,[\"e\",2]",
            "42/chat,[\"e\",3]");
  }

  @Test
  void theEmitterMovesAndDisconnectsOurSockets() {
    peer().call("join", "'by':'emitter','to':['ours'],'rooms':['x','y']");
    peer().call("leave", "'by':'emitter','to':['x'],'rooms':['y']");
    settle();
    assertThat(a().socket().rooms()).contains("x").doesNotContain("y");
    peer().call("disconnect", "'by':'emitter','to':['x'],'close':false");
    settle();
    assertThat(b().heard()).isEqualTo("41/chat,");
  }

  @Test
  void theEmitterTellsOurApplication() {
    List<String> heard = new ArrayList<>();
    firstNode().chat.onServerSideEvent("tell", (args, answer) -> heard.add(args.get(0).text()));
    peer().call("tell", "'by':'emitter','args':['tell',1]");
    settle();
    assertThat(heard).containsExactly("1");
  }
}
