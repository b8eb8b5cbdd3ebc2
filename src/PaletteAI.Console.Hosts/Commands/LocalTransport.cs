using System.ComponentModel;
using System.Diagnostics;
using PaletteAI.Console.Application.Hosts;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Hosts.Commands;

/// <summary>Commands as processes of this machine.</summary>
internal sealed class LocalTransport(TimeProvider time) : ITransport
{
    public string Host => "local";

    public async Task<Result<RawOutcome>> RunAsync(RawCommand command, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(command.TimeLimit, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        var (sentAt, clock) = (time.GetUtcNow(), time.GetTimestamp());
        using var process = new Process { StartInfo = Start(command) };
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            return HostErrors.OfMissing(Host, $"The program {command.Arguments[0]}");
        }

        var output = new BoundedText(command.OutputLimit, stop.Cancel);
        var errors = new BoundedText(command.OutputLimit, stop.Cancel);
        try
        {
            await Task.WhenAll(
                ReadAsync(process.StandardOutput.BaseStream, output, stop.Token), ReadAsync(process.StandardError.BaseStream, errors, stop.Token),
                FeedAsync(process, command.Input, stop.Token), process.WaitForExitAsync(stop.Token));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            ct.ThrowIfCancellationRequested();
            return output.IsFull || errors.IsFull
                ? HostErrors.OfOutput(Host, command.OutputLimit)
                : HostErrors.OfTimeout(Host, $"a command took longer than {command.TimeLimit.TotalSeconds:0} s and was ended.");
        }

        return new RawOutcome(process.ExitCode, output.All, BoundedText.Decode(errors.All), sentAt, time.GetElapsedTime(clock));
    }

    private static ProcessStartInfo Start(RawCommand command)
    {
        var start = new ProcessStartInfo(command.Arguments[0], command.Arguments[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["LC_ALL"] = "C";
        start.Environment["PATH"] = start.Environment["PATH"] + ":/usr/local/sbin:/usr/sbin:/sbin";
        return start;
    }

    private static async Task ReadAsync(Stream stream, BoundedText text, CancellationToken ct)
    {
        var buffer = new byte[32 * 1024];
        for (int read; (read = await stream.ReadAsync(buffer, ct)) > 0;)
        {
            text.Take(buffer.AsSpan(0, read));
        }
    }

    private static async Task FeedAsync(Process process, ReadOnlyMemory<byte> input, CancellationToken ct)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, ct);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading its input.
        }
    }
}
