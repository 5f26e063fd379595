// Arguments: the port, the file of the public key in PEM.
import 'reflect-metadata'
import { readFileSync } from 'node:fs'
import { Module } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { IoAdapter } from '@nestjs/platform-socket.io'
import { ConnectedSocket, MessageBody, SubscribeMessage, WebSocketGateway, WebSocketServer, WsException } from '@nestjs/websockets'
import type { Server, Socket } from 'socket.io'

const jwt = require('jsonwebtoken')

const [port, keyFile] = process.argv.slice(2)
const publicKey = readFileSync(keyFile, 'utf8')
const BANNED = ['spam', 'abuse']

function check(value: any) {
  if (!value || typeof value !== 'object') throw new WsException('Invalid message format')
  if (value.message?.length > 1000) throw new WsException('Message too long')
  if (BANNED.some((word) => value.message?.toLowerCase().includes(word))) throw new WsException('Inappropriate content detected')
}

@WebSocketGateway({ transports: ['websocket', 'polling'], pingTimeout: 60000, pingInterval: 25000 })
class RealtimeGateway {
  @WebSocketServer() server!: Server

  async handleConnection(client: Socket) {
    try {
      const payload = jwt.verify(client.handshake.auth.token, publicKey, { algorithms: ['RS256'] })
      client.data.userId = payload.sub
      client.data.username = payload.username
      await client.join(`user:${payload.sub}`)
      client.emit('connected', { message: 'Connected successfully', userId: payload.sub, socketId: client.id })
    } catch {
      client.emit('error', { message: 'Authentication failed' })
      client.disconnect()
    }
  }

  @SubscribeMessage('join-room')
  async join(@ConnectedSocket() client: Socket, @MessageBody() data: any) {
    await client.join(data.room)
    client.emit('joined-room', { room: data.room })
  }

  @SubscribeMessage('music-sync')
  async sync(@ConnectedSocket() client: Socket, @MessageBody() data: any) {
    const { action, songId, currentTime } = data
    const userId = client.data.userId
    const timestamp = new Date().toISOString()
    client.to(data.room || `user:${userId}`).emit('music-sync', { action, songId, currentTime, userId, timestamp })
  }

  @SubscribeMessage('private-message')
  async say(@ConnectedSocket() client: Socket, @MessageBody() data: any) {
    check(data)
    const { targetUserId, message } = data
    const { userId: senderId, username: senderUsername } = client.data
    const timestamp = new Date().toISOString()
    this.server.to(`user:${targetUserId}`).emit('private-message', { senderId, senderUsername, message, timestamp })
    client.emit('message-sent', { targetUserId, message, timestamp })
    return { success: true }
  }

  @SubscribeMessage('echo')
  echo(@MessageBody() data: any) {
    return { success: true, ...data }
  }
}

@Module({ providers: [RealtimeGateway] })
class AppModule {}

// The live heap, on demand: node --expose-gc.
process.on('SIGUSR2', () => {
  const collect = (globalThis as any).gc
  collect()
  collect()
  const { heapUsed, external } = process.memoryUsage()
  console.log(`memory ${heapUsed + external}`)
})

async function main() {
  const app = await NestFactory.create(AppModule, { logger: ['error', 'warn'] })
  app.useWebSocketAdapter(new IoAdapter(app))
  await app.listen(Number(port), '127.0.0.1')
  console.log('ready')
}

main()
