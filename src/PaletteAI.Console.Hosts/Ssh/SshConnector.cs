using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using PaletteAI.Console.Application.Hosts;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Hosts.Trust;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace PaletteAI.Console.Hosts.Ssh;

/// <summary>Makes connections: dial, host key, log-in.</summary>
internal sealed class SshConnector(IDialer dialer, SshTimes times, TimeProvider time, ILogger<SshConnector> log)
{
    private const string NobodyKnows = "nobody";

    /// <summary>A logged-in connection. <see cref="LogInMethods.SentPassword"/> of a failure decides whether a password was refused.</summary>
    public async Task<ConnectOutcome> ConnectAsync(HostTarget target, CancellationToken ct)
    {
        var keys = await target.Trust.GetAsync(ct);
        if (LogInMethods.Of(target.Login, out var problem) is not { } methods)
        {
            return new ConnectOutcome(HostErrors.OfAuthentication(target.Address, target.Login.User, problem), false);
        }

        var judge = new HostKeyJudge(target.Address, target.Port, keys);
        var connected = await ConnectAsync(target.Address, target.Port, target.Login.User, methods, judge, ct);
        if (!connected.IsSuccess)
        {
            methods.Dispose();
            return new ConnectOutcome(connected.Error, methods.SentPassword && connected.Error.Code == HostErrors.AuthenticationFailed);
        }

        return new ConnectOutcome(connected, false);
    }

    /// <summary>The key a host presents, without logging in.</summary>
    public async Task<Result<HostKey>> ReadHostKeyAsync(string address, int port, CancellationToken ct)
    {
        using var methods = LogInMethods.Of(new HostLogin(NobodyKnows) { Password = Secret.Empty }, out _)!;
        var judge = new HostKeyJudge(address, port, HostKeyring.Empty);
        var connected = await ConnectAsync(address, port, NobodyKnows, methods, judge, ct);
        if (connected.IsSuccess)
        {
            await connected.Value.DisposeAsync();
        }

        return judge.Verdict is { } verdict ? verdict.Presented : connected.Error!;
    }

    private async Task<Result<SshConnection>> ConnectAsync(string address, int port, string user, LogInMethods methods, HostKeyJudge judge, CancellationToken ct)
    {
        var far = await DialAsync(address, port, ct);
        if (!far.IsSuccess)
        {
            return far.Error;
        }

        var relay = LoopbackRelay.Over(far.Value);
        var client = new SshClient(Settings(relay, user, methods, judge)) { KeepAliveInterval = times.KeepAlive };
        client.HostKeyReceived += judge.Judge;
        var error = await LogInAsync(address, user, client, relay, judge, ct);
        if (error is null)
        {
            return new SshConnection(client, relay, methods, times, time);
        }

        await relay.DisposeAsync();
        client.Dispose();
        log.LogInformation("No SSH connection to {Host}: {Code}", address, error.Code);
        return error;
    }

    private async Task<Result<Stream>> DialAsync(string address, int port, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(times.Dial, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        try
        {
            return await dialer.ConnectAsync(address, port, both.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return HostErrors.OfUnreachable(address, $"nobody answered on port {port} within {times.Dial.TotalSeconds:0} s.");
        }
        catch (Exception e) when (e is IOException or SocketException or ArgumentException)
        {
            return HostErrors.OfUnreachable(address, Sentence(e));
        }
    }

    private ConnectionInfo Settings(LoopbackRelay relay, string user, LogInMethods methods, HostKeyJudge judge)
    {
        var settings = new ConnectionInfo("127.0.0.1", relay.Port, user, [.. methods.All]) { Timeout = times.LogIn, RetryAttempts = 1 };
        judge.Order(settings.HostKeyAlgorithms);
        return settings;
    }

    private async Task<Error?> LogInAsync(string address, string user, SshClient client, LoopbackRelay relay, HostKeyJudge judge, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(times.LogIn, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        await using var cut = both.Token.Register(relay.Close);
        try
        {
            await Offload.RunAsync(() =>
            {
                client.Connect();
                return true;
            });
            return null;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            ct.ThrowIfCancellationRequested();
            return judge.Error ?? (limit.IsCancellationRequested ? HostErrors.OfTimeout(address, "logging in took too long.") : Explain(address, user, e));
        }
    }

    private static Error Explain(string address, string user, Exception e) => e switch
    {
        SshAuthenticationException => HostErrors.OfAuthentication(address, user, Sentence(e)),
        SshOperationTimeoutException => HostErrors.OfTimeout(address, "logging in took too long."),
        SshConnectionException { DisconnectReason: Renci.SshNet.Messages.Transport.DisconnectReason.NoMoreAuthenticationMethodsAvailable } =>
            HostErrors.OfAuthentication(address, user, "too many refused tries."),
        _ => HostErrors.OfTermination(address, $"the connection ended while logging in ({Sentence(e)})."),
    };

    private static string Sentence(Exception e) => e.Message.ReplaceLineEndings(" ").Trim();
}

/// <summary>A connection, or why there is none.</summary>
/// <param name="Connection">The connection or the failure.</param>
/// <param name="PasswordRefused">Whether a password was sent and refused.</param>
internal sealed record ConnectOutcome(Result<SshConnection> Connection, bool PasswordRefused);
