using PaletteAI.Console.Application.Hosts;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Hosts.Commands;

namespace PaletteAI.Console.Hosts.Ssh;

/// <summary>Commands over one SSH connection at a time, made when needed and again when it was lost.</summary>
internal sealed class SshTransport(HostTarget target, SshConnector connector, SshTimes times, TimeProvider time) : ITransport, IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private SshConnection? _connection;
    private Error? _passwordRefused;
    private long _lastUse = time.GetTimestamp();
    private int _running;

    public string Host => target.Address;

    /// <summary>Rises with each new connection: what was learnt on an earlier one may no longer hold.</summary>
    public int Generation { get; private set; }

    public HostLink Link => _connection is { IsAlive: true } connection ? new HostLink(true, connection.Silence) : new HostLink(false, TimeSpan.Zero);

    public bool IsIdle => Volatile.Read(ref _running) == 0 && time.GetElapsedTime(Volatile.Read(ref _lastUse)) > times.Idle;

    public async Task<Result<RawOutcome>> RunAsync(RawCommand command, CancellationToken ct)
    {
        Interlocked.Increment(ref _running);
        try
        {
            var connection = await ConnectAsync(ct);
            return connection.IsSuccess ? await RunAsync(connection.Value, command, ct) : connection.Error;
        }
        finally
        {
            Volatile.Write(ref _lastUse, time.GetTimestamp());
            Interlocked.Decrement(ref _running);
        }
    }

    /// <summary>Ends the connection and everything on it; the next command makes another.</summary>
    public async ValueTask CloseAsync()
    {
        await _gate.WaitAsync();
        try
        {
            await DropAsync();
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _gate.Dispose();
    }

    private async Task<Result<RawOutcome>> RunAsync(SshConnection connection, RawCommand command, CancellationToken ct)
    {
        await connection.Sessions.WaitAsync(ct);
        try
        {
            return await new SshExecution(Host, connection, times, time).RunAsync(command, ct);
        }
        finally
        {
            connection.Sessions.Release();
        }
    }

    private async Task<Result<SshConnection>> ConnectAsync(CancellationToken ct)
    {
        await _gate.WaitAsync(ct);
        try
        {
            if (_connection is { IsAlive: true } alive)
            {
                return alive;
            }

            await DropAsync();
            // A password that was refused is never sent again: the third time locks many accounts.
            return _passwordRefused ?? await ConnectFreshAsync(ct);
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<Result<SshConnection>> ConnectFreshAsync(CancellationToken ct)
    {
        var outcome = await connector.ConnectAsync(target, ct);
        if (outcome.Connection.IsSuccess)
        {
            _connection = outcome.Connection.Value;
            Generation++;
        }
        else if (outcome.PasswordRefused)
        {
            _passwordRefused = outcome.Connection.Error with { Fix = "Give another password: this one was refused and is not sent again." };
        }

        return outcome.Connection;
    }

    private async ValueTask DropAsync()
    {
        if (_connection is { } old)
        {
            _connection = null;
            await old.DisposeAsync();
        }
    }
}
