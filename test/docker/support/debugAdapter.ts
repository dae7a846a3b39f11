import { connect, type Socket } from 'node:net';

type Body = Readonly<Record<string, unknown>>;
interface Message {
  readonly type: 'event' | 'response';
  readonly event?: string;
  readonly request_seq?: number;
  readonly success?: boolean;
  readonly message?: string;
  readonly body?: Body;
}

/** A client of the Debug Adapter Protocol (https://microsoft.github.io/debug-adapter-protocol/overview), as far as these tests need one. */
export class DebugClient {
  private readonly seen: Message[] = [];
  private readonly waiting = new Set<() => void>();
  private received = Buffer.alloc(0);
  private sequence = 0;
  private readonly socket: Socket;

  constructor(port: number) {
    this.socket = connect(port, '127.0.0.1');
    this.socket.on('data', (data) => this.read(data));
    this.socket.on('error', () => undefined);
  }

  /** Sends a request; its answer's body, or what the adapter says against it. */
  async request(command: string, args: object = {}): Promise<Body> {
    const sent = this.send(command, args);
    const answer = await this.find(({ type, request_seq: to }) => type === 'response' && to === sent);
    if (!answer.success) throw new Error(`${command}: ${answer.message ?? 'failed'}`);
    return answer.body ?? {};
  }

  /** Sends a request whose answer comes later than others. */
  send(command: string, args: object): number {
    const text = JSON.stringify({ seq: ++this.sequence, type: 'request', command, arguments: args });
    this.socket.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
    return this.sequence;
  }

  /** Waits until an event has come, at most thirty seconds. */
  async event(name: string): Promise<Body> {
    return (await this.find(({ event }) => event === name)).body ?? {};
  }

  close(): void {
    this.socket.destroy();
  }

  private async find(isMeant: (message: Message) => boolean): Promise<Message> {
    const end = Date.now() + 30_000;
    for (;;) {
      const found = this.seen.find(isMeant);
      if (found) return found;
      if (Date.now() > end) throw new Error(`no such message: ${JSON.stringify(this.seen)}`);
      await new Promise<void>((resolve) => {
        const go = () => {
          this.waiting.delete(go);
          resolve();
        };
        this.waiting.add(go);
        setTimeout(go, 1000).unref();
      });
    }
  }

  private read(data: Buffer): void {
    this.received = Buffer.concat([this.received, data]);
    for (;;) {
      const head = this.received.indexOf('\r\n\r\n');
      const length = Number(
        /Content-Length: (\d+)/i.exec(this.received.subarray(0, Math.max(head, 0)).toString())?.[1],
      );
      if (head < 0 || this.received.length < head + 4 + length) break;
      this.seen.push(JSON.parse(this.received.subarray(head + 4, head + 4 + length).toString()) as Message);
      this.received = this.received.subarray(head + 4 + length);
    }
    for (const go of this.waiting) go();
  }
}
