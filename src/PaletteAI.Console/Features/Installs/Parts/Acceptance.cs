using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Installs;

namespace PaletteAI.Console.Features.Installs.Parts;

/// <summary>Something a person has to accept before Deploy Cluster.</summary>
/// <param name="Code">Its code; what the deployment records.</param>
/// <param name="Path">The field concerned; empty for a consequence.</param>
/// <param name="Message">What is accepted.</param>
/// <param name="ByName">A tick is not enough: the code is typed.</param>
/// <param name="IsAccepted">Whether it was.</param>
public sealed record Acceptance(string Code, string Path, string Message, bool ByName, bool IsAccepted)
{
    private const int HashLength = 12;

    /// <summary>What the draft remembers: code and sentence. When the sentence changes, say because of another drive, it is asked again.</summary>
    public string Key { get; } = KeyOf(Code, Path, Message);

    /// <summary>Everything that needs to be accepted, consequences first.</summary>
    public static ImmutableArray<Acceptance> Of(IEnumerable<Consequence> consequences, IEnumerable<Finding> findings, IReadOnlyCollection<string> accepted)
    {
        ArgumentNullException.ThrowIfNull(accepted);
        var all = consequences.Where(c => c.NeedsAcceptance).Select(c => (c.Code, Path: "", c.Message))
            .Concat(findings.Where(f => f.Severity == Severity.Warning).Select(f => (f.Code, f.Path, f.Message)));
        return [.. all.Distinct().Select(a => new Acceptance(a.Code, a.Path, a.Message, IsByName(a.Code), accepted.Contains(KeyOf(a.Code, a.Path, a.Message))))];
    }

    /// <summary>Codes for the deployment: those of which nothing is left to accept.</summary>
    public static IReadOnlyList<string> Codes(IEnumerable<Acceptance> all) =>
        [.. all.GroupBy(a => a.Code, StringComparer.Ordinal).Where(g => g.All(a => a.IsAccepted)).Select(g => g.Key)];

    // A published password is the one thing nobody may wave through.
    private static bool IsByName(string code) => code == "default-admin-open";

    private static string KeyOf(string code, string path, string message) =>
        $"{code}@{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{path}\n{message}")))[..HashLength]}";
}
