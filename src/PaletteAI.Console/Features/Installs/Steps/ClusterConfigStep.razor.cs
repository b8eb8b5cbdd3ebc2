using Microsoft.AspNetCore.Components;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access.SshKeys;
using PaletteAI.Console.Domain.Installs;
using PaletteAI.Console.Features.Installs.Parts;

namespace PaletteAI.Console.Features.Installs.Steps;

/// <summary>Cluster Config: endpoint, NTP servers, SSH keys.</summary>
public sealed partial class ClusterConfigStep
{
    private static readonly char[] _separators = [',', ' ', '\t', '\r', '\n'];

    /// <summary>The wizard.</summary>
    [Parameter, EditorRequired] public WizardViewModel Model { get; set; } = default!;

    [Inject] public required TimeProvider Clock { get; init; }

    private ClusterSettings Cluster => Model.Spec.Cluster;

    private bool IsDnsName => EndpointChoice.IsDnsName(Model.Draft);

    private static IReadOnlyList<string> Words(string pasted) => pasted.Split(_separators, StringSplitOptions.RemoveEmptyEntries);

    private static IReadOnlyList<string> Lines(string pasted) => [.. pasted.Split('\n').Select(l => l.TrimEnd('\r')).Where(l => !string.IsNullOrWhiteSpace(l))];

    private Task ChooseAsync(bool dnsName) => Model.CommitAsync("spec.cluster", d => EndpointChoice.Choose(d, dnsName));

    private Task EditAsync(string path, Func<ClusterSettings, ClusterSettings> edit) => Model.EditAsync(path, s => s with { Cluster = edit(s.Cluster) });

    // A private key must not get into a draft, not even for a moment.
    private Finding? RefusePrivateKey(string text) =>
        SshPublicKeys.Check(text, Clock.GetUtcNow()).Problems.FirstOrDefault(p => p.Code == "ssh-key-private") is { } found
            ? Finding.Error("spec.cluster.sshKeys", found.Code, found.Message, found.Fix)
            : null;

    private string? Describe(string text)
    {
        var keys = SshPublicKeys.Check(text, Clock.GetUtcNow()).Keys;
        return keys.IsEmpty ? null : string.Join("; ", keys.Select(k => $"{k.Type}, {k.Bits} bits, {k.Fingerprint}{(k.Comment.Length > 0 ? $", {k.Comment}" : "")}"));
    }
}
