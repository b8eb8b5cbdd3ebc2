using System.Security.Cryptography;
using PaletteAI.Console.Application.Hosts;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Hosts.Commands;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace PaletteAI.Console.Hosts.Ssh;

/// <summary>One command on a connection.</summary>
internal sealed class SshExecution(string host, SshConnection connection, SshTimes times, TimeProvider time)
{
    public async Task<Result<RawOutcome>> RunAsync(RawCommand command, CancellationToken ct)
    {
        var mark = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var from = command.Input.IsEmpty ? Preludes.NoInput : Preludes.InputOfConnection;
        var line = ShellQuoting.Join(["/bin/sh", "-c", Preludes.AsUser, mark, Preludes.Seconds(command.TimeLimit), from, .. command.Arguments]);
        using var limit = new CancellationTokenSource(command.TimeLimit, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        var (sentAt, clock) = (time.GetUtcNow(), time.GetTimestamp());
        using var ssh = connection.Client.CreateCommand(line);
        var output = new BoundedText(command.OutputLimit, stop.Cancel);
        var errors = new BoundedText(command.OutputLimit, stop.Cancel);
        var ended = await ExecuteAsync(ssh, command, output, errors, stop.Token);
        ct.ThrowIfCancellationRequested();
        if (Problem(command, output, errors, limit, ended) is { } problem)
        {
            return problem;
        }

        return Read(ssh, mark, output, errors).Map(parts => new RawOutcome(ssh.ExitStatus ?? 0, parts.Output, parts.Errors, sentAt, time.GetElapsedTime(clock)));
    }

    // Null = it ran to its end. The library signals the command when the token falls; when that does not help the transport goes.
    private async Task<Exception?> ExecuteAsync(SshCommand ssh, RawCommand command, BoundedText output, BoundedText errors, CancellationToken stop)
    {
        var all = RunToEndAsync(ssh, command.Input, output, errors, stop);
        try
        {
            await all.WaitAsync(command.TimeLimit + times.Grace, time, CancellationToken.None);
            return null;
        }
        catch (TimeoutException)
        {
            connection.Abort();
            return await Record(all) ?? new TimeoutException();
        }
        catch (Exception e) when (e is SshException or OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException or System.Net.Sockets.SocketException)
        {
            return e;
        }
    }

    private static async Task RunToEndAsync(SshCommand ssh, ReadOnlyMemory<byte> input, BoundedText output, BoundedText errors, CancellationToken stop)
    {
        // Opening the session, sending the request and feeding it block inside the library.
        var begun = await Offload.RunAsync(() => ssh.ExecuteAsync(stop));
        var reading = Offload.RunAsync(() => output.ReadToEnd(ssh.OutputStream));
        var complaining = Offload.RunAsync(() => errors.ReadToEnd(ssh.ExtendedOutputStream));
        var feeding = input.IsEmpty ? Task.CompletedTask : Offload.RunAsync(() => Feed(ssh, input));
        await begun;
        await reading;
        await complaining;
        await feeding;
    }

    private static bool Feed(SshCommand ssh, ReadOnlyMemory<byte> input)
    {
        try
        {
            using var stream = ssh.CreateInputStream();
            stream.Write(input.Span);
            return true;
        }
        catch (Exception e) when (e is SshException or IOException or ObjectDisposedException or InvalidOperationException or NullReferenceException)
        {
            // A command that ends without reading its input is none of our business; that of a cut link is noticed elsewhere.
            return false;
        }
    }

    private Error? Problem(RawCommand command, BoundedText output, BoundedText errors, CancellationTokenSource limit, Exception? ended)
    {
        if (output.IsFull || errors.IsFull)
        {
            return HostErrors.OfOutput(host, command.OutputLimit);
        }

        if (connection.WasDead)
        {
            return HostErrors.OfTimeout(host, $"the link was silent for {times.Dead.TotalSeconds:0} s and was given up.");
        }

        return ended switch
        {
            null => null,
            _ when limit.IsCancellationRequested => HostErrors.OfTimeout(host, $"a command took longer than {command.TimeLimit.TotalSeconds:0} s and was ended."),
            SshOperationTimeoutException or TimeoutException => HostErrors.OfTimeout(host, "the host's sshd did not answer."),
            _ => HostErrors.OfTermination(host, "the connection was lost in the middle of a command."),
        };
    }

    private Result<Parts> Read(SshCommand ssh, string mark, BoundedText output, BoundedText errors)
    {
        var (noise, rest) = output.After(mark);
        if (rest is null)
        {
            return ssh.ExitStatus switch
            {
                null => HostErrors.OfTermination(host, "the connection was lost before a command began."),
                0 => HostErrors.OfNoise(host, output.FirstLine),
                _ => HostErrors.OfAccess(host, $"the log-in shell runs no commands ({(output.FirstLine.Length > 0 ? output.FirstLine : errors.FirstLine)})."),
            };
        }

        if (noise.Length > 0)
        {
            return HostErrors.OfNoise(host, noise);
        }

        if (ssh.ExitStatus is null)
        {
            return HostErrors.OfTermination(host, ssh.ExitSignal is { Length: > 0 } signal ? $"a command was ended by signal {signal}." : "the connection was lost in the middle of a command.");
        }

        var (_, complaints) = errors.After(mark);
        return new Parts(rest.Value, BoundedText.Decode(complaints ?? errors.All));
    }

    private static async Task<Exception?> Record(Task task)
    {
        try
        {
            await task;
            return null;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return e;
        }
    }

    private sealed record Parts(ReadOnlyMemory<byte> Output, string Errors);
}
