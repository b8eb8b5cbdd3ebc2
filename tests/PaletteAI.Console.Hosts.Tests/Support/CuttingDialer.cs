using PaletteAI.Console.Application.Ports;

namespace PaletteAI.Console.Hosts.Tests.Support;

/// <summary>Connections that break after a number of bytes sent, or are slow by a fixed time each way.</summary>
public sealed class CuttingDialer : IDialer
{
    private readonly PlainDialer _inner = new();

    /// <summary>Bytes until the connection breaks; negative = never.</summary>
    public long CutAfter { get; set; } = -1;

    /// <summary>Added to each direction.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Bytes sent over all connections.</summary>
    public long Sent { get; private set; }

    public async ValueTask<Stream> ConnectAsync(string host, int port, CancellationToken ct) => new Wire(this, await _inner.ConnectAsync(host, port, ct));

    private sealed class Wire(CuttingDialer owner, Stream inner) : Stream
    {
        private long _sent;

        public override bool CanRead => true;

        public override bool CanWrite => true;

        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken ct = default)
        {
            var read = await inner.ReadAsync(buffer, ct);
            await WaitAsync(ct);
            return read;
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken ct = default)
        {
            await WaitAsync(ct);
            var left = owner.CutAfter < 0 ? long.MaxValue : owner.CutAfter - _sent;
            if (buffer.Length > left)
            {
                await inner.WriteAsync(buffer[..(int)Math.Max(0, left)], ct);
                await inner.FlushAsync(ct);
                await inner.DisposeAsync();
                throw new IOException("The link was cut.");
            }

            _sent += buffer.Length;
            owner.Sent += buffer.Length;
            await inner.WriteAsync(buffer, ct);
        }

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            inner.Dispose();
            base.Dispose(disposing);
        }

        private Task WaitAsync(CancellationToken ct) => owner.Delay > TimeSpan.Zero ? Task.Delay(owner.Delay, TimeProvider.System, ct) : Task.CompletedTask;
    }
}
