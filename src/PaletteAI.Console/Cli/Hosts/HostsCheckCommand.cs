using System.CommandLine;
using System.Runtime.CompilerServices;
using PaletteAI.Console.Application.Hosts;
using PaletteAI.Console.Cli.Spec;
using PaletteAI.Console.Domain.Checks;
using PaletteAI.Console.Domain.Checks.Hosts;
using PaletteAI.Console.Domain.Installs;
using PaletteAI.Console.Domain.Profiles;
using PaletteAI.Console.Hosting;

namespace PaletteAI.Console.Cli.Hosts;

/// <summary><c>hosts check</c>: every check of every host, with its evidence.</summary>
internal static class HostsCheckCommand
{
    public static Command Create(Terminal terminal)
    {
        var options = new HostOptions();
        var spec = new Option<string?>("--spec") { Description = "Install spec; checks of the VIP and of the cluster's networks need it.", HelpName = "FILE" };
        var command = options.AddTo(new Command("check", "Checks hosts over SSH before a deployment. Exit 0: nothing blocks; 3: a check failed; 4: no host could be reached."));
        command.Add(spec);
        command.SetAction((parsed, ct) => RunAsync(options.Read(parsed), parsed.GetValue(spec), terminal.For(parsed), ct));
        return command;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<int> RunAsync(HostRequest request, string? specFile, Output output, CancellationToken ct)
    {
        InstallSpec? spec = null;
        if (specFile is not null)
        {
            var read = await SpecFile.RequireAsync(specFile, output.Terminal, ct);
            if (!read.IsSuccess)
            {
                return output.Fail(read.Error);
            }

            spec = read.Value;
        }

        await using var access = HostAccess.Open(TimeProvider.System);
        var hosts = await HostLine.OpenAsync(request, access.Channels, output, ct);
        if (!hosts.IsSuccess)
        {
            return output.Fail(hosts.Error);
        }

        var profile = spec is null ? null : AssumedProfile.For(spec).Profile;
        var report = await new HostSurvey(TimeProvider.System).CheckAsync(hosts.Value, spec, profile, new ProgressNotes(output), ct);
        Print(report, output);
        var lost = report.Results.Where(r => HostErrors.OfConnection.Contains(r.Id)).Select(r => r.Host).Distinct().Count();
        return lost == hosts.Value.Count ? ExitCode.RemoteFailed : report.Results.Any(r => r.Blocks) ? ExitCode.Refused : ExitCode.Ok;
    }

    private static void Print(HostCheckReport report, Output output)
    {
        if (output.IsJson)
        {
            output.Json(json => HostsJson.WriteChecks(json, report));
        }

        foreach (var host in report.Results.GroupBy(r => r.Host))
        {
            output.Line($"{host.Key}: {string.Join(", ", host.GroupBy(r => r.Status).OrderBy(g => g.Key).Select(g => $"{g.Count()} {HostsJson.Word(g.Key)}"))}");
            foreach (var row in host.Where(r => r.Status is not (CheckStatus.Passed or CheckStatus.NotApplicable)))
            {
                output.Line($"  {HostsJson.Word(row.Status)} {row.Id}: {row.Message}");
                if (row.Fix.Length > 0 && row.Status != CheckStatus.Pending)
                {
                    output.Line($"    {row.Fix}");
                }
            }
        }
    }
}
