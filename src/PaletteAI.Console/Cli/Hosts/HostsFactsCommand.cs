using System.CommandLine;
using System.Runtime.CompilerServices;
using PaletteAI.Console.Application.Hosts;
using PaletteAI.Console.Domain.Checks.Hosts;
using PaletteAI.Console.Hosting;

namespace PaletteAI.Console.Cli.Hosts;

/// <summary><c>hosts facts</c>: what each host says of itself.</summary>
internal static class HostsFactsCommand
{
    public static Command Create(Terminal terminal)
    {
        var options = new HostOptions();
        var command = options.AddTo(new Command("facts", "Gathers what hosts say of themselves. Exit 0: all answered; 4: one could not be asked."));
        command.SetAction((parsed, ct) => RunAsync(options.Read(parsed), terminal.For(parsed), ct));
        return command;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<int> RunAsync(HostRequest request, Output output, CancellationToken ct)
    {
        await using var access = HostAccess.Open(TimeProvider.System);
        var hosts = await HostLine.OpenAsync(request, access.Channels, output, ct);
        if (!hosts.IsSuccess)
        {
            return output.Fail(hosts.Error);
        }

        var gathered = await new HostSurvey(TimeProvider.System).GatherAsync(hosts.Value, new ProgressNotes(output), ct);
        if (output.IsJson)
        {
            output.Json(json => HostsJson.WriteFacts(json, gathered));
        }

        foreach (var host in gathered)
        {
            Print(host, output);
        }

        return gathered.All(h => h.Problem is null) ? ExitCode.Ok : ExitCode.RemoteFailed;
    }

    private static void Print(HostUnderTest host, Output output)
    {
        if (host.Facts is not { } facts)
        {
            output.Line($"{host.Name}: {host.Problem?.Message}");
            output.Line($"  {host.Problem?.Fix}");
            return;
        }

        output.Line($"{host.Name}: {facts.HostName}, {facts.Os.Name}, kernel {facts.Kernel}, {facts.Architecture}");
        output.Line($"  {facts.Cpu?.Cores} cores, {facts.Memory?.TotalKiB / 1024} MiB, disks {string.Join(", ", facts.Disks.IsDefault ? [] : facts.Disks.Select(d => $"{d.Name} {d.Bytes / 1_000_000_000} GB"))}");
        output.Line($"  {string.Join(", ", facts.Nics.Select(n => $"{n.Name} {string.Join(' ', n.Addresses.Select(a => $"{a.Ip}/{a.Prefix}"))} MTU {n.Mtu}"))}");
        output.Line($"  clock {facts.Clock.Offset?.TotalSeconds:+0.000;-0.000} s, {(facts.Clock.IsSynchronized switch { true => "synchronised", false => "not synchronised", null => "synchronisation not known" })}");
    }
}

/// <summary>Progress as lines beside the result; only what keeps somebody waiting.</summary>
internal sealed class ProgressNotes(Output output) : IProgress<SurveyProgress>
{
    private readonly Lock _gate = new();
    private string _last = "";

    public void Report(SurveyProgress value)
    {
        lock (_gate)
        {
            if (value is { Stage: SurveyStage.Waiting, Host: var host } && _last != host)
            {
                _last = host;
                output.Note(value.Message);
            }
            else if (value.Stage != SurveyStage.Waiting && _last == value.Host)
            {
                _last = "";
                output.Note($"{value.Host} is back.");
            }
        }
    }
}
