// The seed's client service as it stands there, without TypeScript and Vue: refs are objects with a value, the window is
// an EventTarget, and nothing else is changed, so that its users may keep theirs.
import { io } from 'socket.io-client';

export class RealtimeService {
  #socket = null;
  #reconnectAttempts = 0;
  #maxReconnectAttempts = 5;
  #reconnectDelay = 1000;

  isConnected = { value: false };
  connectionError = { value: null };
  onlineUsers = { value: [] };
  notifications = [];
  window = new EventTarget();

  connect(token, serverUrl = '/') {
    if (this.#socket?.connected) {
      return;
    }
    this.#socket = io(serverUrl, {
      auth: { token },
      transports: ['websocket', 'polling'],
      timeout: 5000,
      retries: 3,
    });
    this.#setupEventListeners();
  }

  disconnect() {
    if (this.#socket) {
      this.#socket.disconnect();
      this.#socket = null;
      this.isConnected.value = false;
    }
  }

  #setupEventListeners() {
    this.#socket.on('connect', () => {
      this.isConnected.value = true;
      this.connectionError.value = null;
      this.#reconnectAttempts = 0;
    });
    this.#socket.on('disconnect', (reason) => {
      this.isConnected.value = false;
      if (reason === 'io server disconnect') {
        this.#handleReconnect();
      }
    });
    this.#socket.on('connect_error', (error) => {
      this.connectionError.value = error.message;
      this.#handleReconnect();
      this.#dispatch('connect-error', error);
    });
    this.#socket.on('notification', (data) => {
      this.notifications.push(data);
      this.#dispatch('realtime-notification', data);
    });
    this.#socket.on('music-sync', (data) => this.#dispatch('music-sync', data));
    this.#socket.on('user-online', (data) => {
      if (!this.onlineUsers.value.includes(data.userId)) {
        this.onlineUsers.value.push(data.userId);
      }
      this.#dispatch('user-online', data);
    });
    this.#socket.on('user-offline', (data) => {
      const index = this.onlineUsers.value.indexOf(data.userId);
      if (index > -1) {
        this.onlineUsers.value.splice(index, 1);
      }
      this.#dispatch('user-offline', data);
    });
    this.#socket.on('private-message', (data) => this.#dispatch('private-message', data));
    // Not in the seed, which listens to none of these (F75): the tests need to hear them.
    this.#socket.onAny((event, data) => this.#dispatch(`any:${event}`, data));
  }

  #handleReconnect() {
    if (this.#reconnectAttempts >= this.#maxReconnectAttempts) {
      this.connectionError.value = 'Connection failed after multiple attempts';
      return;
    }
    this.#reconnectAttempts++;
    const delay = this.#reconnectDelay * Math.pow(2, this.#reconnectAttempts - 1);
    setTimeout(() => {
      if (this.#socket && !this.#socket.connected) {
        this.#socket.connect();
      }
    }, delay).unref();
  }

  joinRoom(room) {
    if (this.#socket?.connected) {
      this.#socket.emit('join-room', { room });
    }
  }

  leaveRoom(room) {
    if (this.#socket?.connected) {
      this.#socket.emit('leave-room', { room });
    }
  }

  sendPrivateMessage(targetUserId, message) {
    if (this.#socket?.connected) {
      this.#socket.emit('private-message', { targetUserId, message });
    }
  }

  sendMusicSync(data) {
    if (this.#socket?.connected) {
      this.#socket.emit('music-sync', data);
    }
  }

  #dispatch(name, detail) {
    this.window.dispatchEvent(new CustomEvent(name, { detail }));
  }

  get connected() {
    return this.#socket?.connected || false;
  }

  get socketId() {
    return this.#socket?.id;
  }
}
