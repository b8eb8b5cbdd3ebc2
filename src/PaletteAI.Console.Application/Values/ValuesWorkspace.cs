using System.Collections.Immutable;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters.Installer;
using PaletteAI.Console.Domain.Values.Copies;
using PaletteAI.Console.Domain.Values.Managed;
using PaletteAI.Console.Domain.Values.Reading;
using PaletteAI.Console.Domain.Values.Trees;
using PaletteAI.Console.Domain.Values.Views;

namespace PaletteAI.Console.Application.Values;

/// <summary>Everything the Values page starts from.</summary>
public sealed record ValuesWorkspace
{
    /// <summary>When it was read, UTC.</summary>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>Every host's copy, the current host first.</summary>
    public required ImmutableArray<ValuesCopy> Copies { get; init; }

    /// <summary>Which copies count, and why.</summary>
    public required ValuesAuthority Authority { get; init; }

    /// <summary>Whether copies that count differ; then <see cref="Authority"/> says whether that is an alarm.</summary>
    public required bool IsDrifting { get; init; }

    /// <summary>The file to edit: the authoritative copy, or the first that could be read. Null when none could; see <see cref="Problem"/>.</summary>
    public ValuesFile? File { get; init; }

    /// <summary>Why there is no file to edit; null when there is one.</summary>
    public Error? Problem { get; init; }

    /// <summary>The file as it was shipped; null when it is not known.</summary>
    public ValuesFile? Shipped { get; init; }

    /// <summary>The file the last successful run took; null when it is not known.</summary>
    public ValuesFile? LastApplied { get; init; }

    /// <summary>The operator's unsaved edits; null when there are none.</summary>
    public ValuesDraftView? Draft { get; init; }

    /// <summary>What the installer knows besides the file.</summary>
    public required InstallerSurroundings Surroundings { get; init; }

    /// <summary>What the installer did and will do.</summary>
    public required InstallerOutlook Installer { get; init; }

    /// <summary>What findings and the effective tree rest on. Reads the shipped and the last file anew at each call: keep it.</summary>
    public ValuesSetting ToSetting() => new(Surroundings.Context, Tree(Shipped), Tree(LastApplied));

    internal static ValueMap? Tree(ValuesFile? file) =>
        file is not null && ValueTreeReader.Read(YamlReader.Read(file.Text.Reveal())) is { IsSuccess: true, Value: var tree } ? tree : null;
}

/// <summary>A values file's text.</summary>
/// <param name="Sha256">SHA-256 of its bytes.</param>
/// <param name="Text">The text, secrets and all: for the editor of a person who may see them, and nowhere else.</param>
/// <param name="Hosts">Names of the hosts that have it.</param>
public sealed record ValuesFile(string Sha256, Secret Text, ImmutableArray<string> Hosts);

/// <summary>A host's copy of the values file.</summary>
public sealed record ValuesCopy
{
    /// <summary>Id of the host.</summary>
    public required string Host { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its address.</summary>
    public string Address { get; init; } = "";

    /// <summary>Its node in the cluster; empty when that is not known.</summary>
    public string Node { get; init; } = "";

    /// <summary>SHA-256; empty when it could not be read.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>Bytes.</summary>
    public long Size { get; init; }

    /// <summary>Mode, octal.</summary>
    public string Mode { get; init; } = "";

    /// <summary><c>user:group</c>.</summary>
    public string Owner { get; init; } = "";

    /// <summary>Last change by the host's clock; null when it is not known.</summary>
    public DateTimeOffset? ModifiedAt { get; init; }

    /// <summary>Whether the installer may take this copy.</summary>
    public bool Counts { get; init; }

    /// <summary>Whether it is the file as it was shipped; null when the shipped one is not known.</summary>
    public bool? IsShipped { get; init; }

    /// <summary>Why it could not be read; null when it could.</summary>
    public Error? Problem { get; init; }
}

/// <summary>The operator's unsaved edits.</summary>
/// <param name="Version">For the next save of the draft.</param>
/// <param name="Text">The text; null when the stored one can no longer be read because the console's keys were lost.</param>
/// <param name="BaseSha256">The file the edits began from.</param>
/// <param name="IsStale">Whether the file to edit is another one by now: merge before saving.</param>
/// <param name="UpdatedAt">Last change, UTC.</param>
public sealed record ValuesDraftView(long Version, Secret? Text, string BaseSha256, bool IsStale, DateTimeOffset UpdatedAt);

/// <summary>What the installer knows besides the values file, as far as the console knows it.</summary>
/// <param name="Context">Null when the root domain or the toggles are not known: then nothing that depends on them is judged.</param>
/// <param name="Unknown">What is not known, one sentence each.</param>
public sealed record InstallerSurroundings(InstallerContext? Context, ImmutableArray<string> Unknown);

/// <summary>What the installer did and will do with the file.</summary>
/// <param name="Status">Null when the cluster could not be read; see <paramref name="Problem"/>.</param>
/// <param name="Forecast">The next run as things stand; null when there is no status.</param>
/// <param name="LastAppliedSha256">The file the last successful run took; empty when it is not known.</param>
/// <param name="Problem">Why there is no status; null when there is one.</param>
public sealed record InstallerOutlook(InstallerStatus? Status, RunForecast? Forecast, string LastAppliedSha256, Error? Problem);
