using System.Collections.Immutable;
using PaletteAI.Console.Application.Values;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Values.Copies;
using PaletteAI.Console.Domain.Values.Views;
using PaletteAI.Console.Features.Values.Analysis;

namespace PaletteAI.Console.Features.Values;

/// <summary>What the page keeps of a workspace: everything but the texts, which are packed.</summary>
public sealed record ValuesFileState
{
    public required DateTimeOffset TakenAt { get; init; }

    public required ImmutableArray<ValuesCopy> Copies { get; init; }

    public required ValuesAuthority Authority { get; init; }

    public required bool IsDrifting { get; init; }

    public required InstallerSurroundings Surroundings { get; init; }

    public required InstallerOutlook Installer { get; init; }

    /// <summary>Why there is no file to edit; null when there is one.</summary>
    public Error? Problem { get; init; }

    /// <summary>What edits began from; see <see cref="ValuesBase"/>.</summary>
    public string BaseSha256 { get; init; } = "";

    /// <summary>Hash of the file the text is compared with.</summary>
    public string FileSha256 => ValuesBase.First(BaseSha256);

    /// <summary>The copy each host had when editing began.</summary>
    public ImmutableDictionary<string, string> Seen { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Hosts that have the file, by name.</summary>
    public ImmutableArray<string> Hosts { get; init; } = [];

    private (string Sha256, PackedText Text)? Shipped { get; init; }

    private (string Sha256, PackedText Text)? LastApplied { get; init; }

    /// <summary>Whether the file is the one that was shipped; null when that is not known.</summary>
    public bool? IsShipped => Shipped is { } shipped ? shipped.Sha256 == FileSha256 : null;

    /// <summary>Names of the hosts that Save writes.</summary>
    public ImmutableArray<string> Targets => [.. Authority.Hosts.Select(h => Copies.FirstOrDefault(c => c.Host == h)?.Name ?? h)];

    /// <summary>Packs a workspace.</summary>
    /// <param name="workspace">As it was opened.</param>
    /// <param name="baseSha256">What unsaved edits began from; null = the file.</param>
    public static ValuesFileState Of(ValuesWorkspace workspace, string? baseSha256)
    {
        var file = workspace.File?.Sha256 ?? "";
        var isOld = baseSha256 is not null && ValuesBase.First(baseSha256) != file;
        return new ValuesFileState
        {
            TakenAt = workspace.TakenAt,
            Copies = workspace.Copies,
            Authority = workspace.Authority,
            IsDrifting = workspace.IsDrifting,
            Surroundings = workspace.Surroundings,
            Installer = workspace.Installer,
            Problem = workspace.Problem,
            BaseSha256 = baseSha256 ?? file,
            // Edits of an older file: what the hosts have now was not seen when they began, so that saving finds the conflict.
            Seen = workspace.Copies.Where(c => c.Sha256.Length > 0).ToImmutableDictionary(c => c.Host, c => isOld && c.Counts ? baseSha256! : c.Sha256),
            Hosts = workspace.File?.Hosts ?? [],
            Shipped = Packed(workspace.Shipped),
            LastApplied = Packed(workspace.LastApplied),
        };
    }

    /// <summary>What findings and the effective tree rest on.</summary>
    internal ValuesSetting SettingOf(KnownTrees trees) => new(
        Surroundings.Context,
        Shipped is { } shipped ? trees.Get(shipped.Sha256, shipped.Text.Unpack) : null,
        LastApplied is { } last ? trees.Get(last.Sha256, last.Text.Unpack) : null);

    private static (string, PackedText)? Packed(ValuesFile? file) => file is null ? null : (file.Sha256, new PackedText(file.Text.Reveal()));
}
