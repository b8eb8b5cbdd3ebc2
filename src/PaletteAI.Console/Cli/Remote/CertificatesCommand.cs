using System.CommandLine;
using System.Collections.Immutable;
using System.Text.Json;
using PaletteAI.Console.Api;
using PaletteAI.Console.Application.Operations.Clusters;
using PaletteAI.Console.Domain.Clusters.Certificates;

namespace PaletteAI.Console.Cli.Remote;

/// <summary><c>certificates</c>: when the certificates end that the cluster rests on.</summary>
internal static class CertificatesCommand
{
    private static readonly string[] _columns = ["state", "name", "where", "until"];

    public static Command Create(Terminal terminal) => RemoteVerb.Create(
        new Command("certificates", "Shows when the cluster's certificates end: kubeconfig, API server, endpoints. Exit 3: one has ended."), terminal,
        (door, _, output, ct) => RunAsync(door, output, ct));

    private static async Task<int> RunAsync(IConsoleDoor door, Output output, CancellationToken ct)
    {
        var read = await door.RunAsync(new ListCertificates(), ct);
        if (!read.IsSuccess)
        {
            return output.Fail(read.Error);
        }

        if (output.IsJson)
        {
            output.Json(read.Value.WriteTo);
        }

        var now = output.Terminal.Time.GetUtcNow();
        var certificates = read.Value.Deserialize<ImmutableArray<CertificateExpiry>>(ApiJson.Options);
        TextTable.Write(output, _columns, certificates.Select(c => new[]
        {
            Word(c.StateAt(now)), c.Name, c.Where, c.NotAfter is { } end ? $"{end.UtcDateTime:yyyy-MM-dd HH:mm} UTC" : c.Problem,
        }));
        return certificates.Any(c => c.StateAt(now) == ExpiryState.Expired) ? ExitCode.Refused : ExitCode.Ok;
    }

    private static string Word(ExpiryState state) => state switch
    {
        ExpiryState.Valid => "valid",
        ExpiryState.Soon => "ends soon",
        ExpiryState.Expired => "expired",
        _ => "unknown",
    };
}
