using System.Collections.Immutable;
using PaletteAI.Console.Application.Operations;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Clusters.Installer;
using PaletteAI.Console.Domain.Values.Copies;
using PaletteAI.Console.Domain.Values.Lint;
using PaletteAI.Console.Domain.Values.Masking;
using PaletteAI.Console.Domain.Values.Reading;
using PaletteAI.Console.Domain.Values.Trees;
using PaletteAI.Console.Domain.Values.Views;

namespace PaletteAI.Console.Application.Values;

/// <summary>A text that is to be saved.</summary>
/// <param name="Text">The text.</param>
/// <param name="BaseSha256">The file it was edited from.</param>
/// <param name="Seen">Host and the hash its copy was seen with; a copy that has another one by now was changed meanwhile.</param>
/// <param name="Targets">Ids of the hosts to write; empty = those whose copies count.</param>
internal sealed record WantedSave(string Text, string BaseSha256, IReadOnlyDictionary<string, string> Seen, IReadOnlyList<string> Targets);

/// <summary>A plan, with what the save needs besides.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Content">The bytes to write.</param>
/// <param name="Mask">Hides secrets of the file before and after.</param>
internal sealed record PlannedSave(ValuesSavePlan Plan, ReadOnlyMemory<byte> Content, SecretMask Mask);

/// <summary>Works out what saving a text would do. Nothing is changed.</summary>
internal sealed class ValuesPlanner(ValuesDesk desk, IValuesStore store)
{
    /// <summary>Plans.</summary>
    public async Task<Result<PlannedSave>> PlanAsync(WantedSave wanted, OperationContext context, CancellationToken ct)
    {
        var looked = await desk.LookAsync(context, ct);
        if (!looked.IsSuccess)
        {
            return looked.Error;
        }

        var scene = looked.Value;
        if (wanted.Targets.FirstOrDefault(t => scene.Copies.All(c => c.Host != t)) is { } missing)
        {
            return new Error(ErrorKind.NotFound, "host-unknown", $"The appliance has no host {missing}.", "Open Values again.", "targets");
        }

        var before = await BaseAsync(scene, ValuesBase.First(wanted.BaseSha256), ct);
        var encoded = new ValuesText(wanted.Text, before?.Encoding ?? "utf-8").Encode();
        return encoded.IsSuccess ? await PlanAsync(wanted, scene, before?.Text, encoded.Value, ct) : encoded.Error;
    }

    private async Task<Result<PlannedSave>> PlanAsync(WantedSave wanted, ValuesScene scene, string? before, ReadOnlyMemory<byte> content, CancellationToken ct)
    {
        var sha256 = ValuesText.HashOf(content.Span);
        IReadOnlyList<string> uids = wanted.Targets.Count > 0 ? wanted.Targets : scene.Authority.Hosts;
        ImmutableArray<ValuesTarget> targets = [.. uids.Distinct(StringComparer.Ordinal).Select(u => Target(scene.Copies.First(c => c.Host == u), scene.Revisions, wanted, sha256))];
        var setting = await desk.SettingAsync(scene, uids[0], ct);
        var document = YamlReader.Read(wanted.Text);
        var tree = ValuesComparison.TreeOf(document);
        var findings = ValuesLint.Run(document, setting.Context, setting.Shipped);
        var old = before is null ? null : ValuesComparison.TreeOf(YamlReader.Read(before));
        var compared = ValuesComparison.Of(before ?? "", wanted.Text, setting.Context);
        return new PlannedSave(
            new ValuesSavePlan
            {
                Sha256 = sha256,
                Authority = scene.Authority,
                Targets = targets,
                LeftAlone = LeftAlone(scene, targets),
                FileDiff = compared.FileDiff,
                KeyChanges = compared.KeyChanges,
                Findings = findings,
                Acceptances = tree is null ? [] : [.. OfHosts(targets), .. SaveAcceptances.Of(findings, old, tree, setting)],
                Refusal = Refusal(tree, findings, content, targets),
                Next = tree is null ? new ValuesNext(null, null, null, "") : Next(scene, targets, tree, setting, sha256),
            },
            content, ValuesComparison.MaskOf(setting.Context, tree, old));
    }

    private async Task<ValuesText?> BaseAsync(ValuesScene scene, string sha256, CancellationToken ct)
    {
        var there = scene.Read.FirstOrDefault(r => r.File.IsSuccess && r.File.Value.Info.Sha256 == sha256)?.File.Require().Content;
        return (there ?? await store.FindContentAsync(sha256, ct)) is { } bytes && ValuesText.Decode(bytes.Span) is { IsSuccess: true, Value: var text } ? text : null;
    }

    private static ValuesTarget Target(ValuesCopy copy, ImmutableArray<ValuesRevision> revisions, WantedSave wanted, string sha256)
    {
        var state = copy.Problem is { Code: Hosts.HostErrors.NotFound } ? ValuesTargetState.Create
            : copy.Problem is not null ? ValuesTargetState.Unreadable
            : copy.Sha256 == sha256 ? ValuesTargetState.Same
            : ValuesBase.Holds(wanted.BaseSha256, copy.Sha256) ? ValuesTargetState.Write
            : wanted.Seen.TryGetValue(copy.Host, out var seen) && seen.Length > 0 && seen != copy.Sha256 ? ValuesTargetState.Conflict
            : Lineage.IsLeftBehind(revisions, copy.Host, copy.Sha256, wanted.BaseSha256) ? ValuesTargetState.Write
            : seen is { Length: > 0 } ? ValuesTargetState.Overwrite
            : ValuesTargetState.Conflict;
        return new ValuesTarget(copy.Host, copy.Name, state, copy.Sha256, copy.Problem);
    }

    private static IEnumerable<SaveAcceptance> OfHosts(ImmutableArray<ValuesTarget> targets) => targets.Select(t => t.State switch
    {
        ValuesTargetState.Overwrite => new SaveAcceptance(
            $"overwrite:{t.Host}", Severity.Warning, $"The copy on {t.Name} differs from the one you edited; it is replaced whole.", "Compare the two copies first: what only the other one has goes.", ""),
        ValuesTargetState.Unreadable => new SaveAcceptance(
            $"leave-out:{t.Host}", Severity.Warning, $"{t.Name} is left out: {t.Problem!.Message}", "Save when the host can be reached, or copy the file to it later.", ""),
        _ => null,
    }).OfType<SaveAcceptance>();

    private static Error? Refusal(ValueMap? tree, ImmutableArray<Finding> findings, ReadOnlyMemory<byte> content, ImmutableArray<ValuesTarget> targets)
    {
        var conflicts = targets.Where(t => t.State == ValuesTargetState.Conflict).ToList();
        return content.Length > Hosts.HostValues.Limit ? new Error(ErrorKind.Invalid, "values-too-large", "The values file is larger than 1 MiB.", "Shorten it.")
            : tree is null ? new Error(ErrorKind.Invalid, ValuesErrors.Unreadable, "Helm cannot read this file, so the installer would fail.", "Correct what the findings name.") { Findings = [.. findings.Where(f => f.Severity == Severity.Error)] }
            : conflicts.Count > 0 ? ValuesErrors.Conflict([.. conflicts.Select(c => c.Host)], [.. conflicts.Select(c => c.Name)])
            : targets.All(t => t.State == ValuesTargetState.Same) ? ValuesErrors.Same
            : targets.All(t => t.State is ValuesTargetState.Unreadable or ValuesTargetState.Same) ? targets.First(t => t.State == ValuesTargetState.Unreadable).Problem
            : null;
    }

    private static string LeftAlone(ValuesScene scene, ImmutableArray<ValuesTarget> targets)
    {
        var others = scene.Copies.Where(c => targets.All(t => t.Host != c.Host)).Select(c => c.Name).ToList();
        return others.Count == 0 ? "" : $"{string.Join(", ", others)} {(others.Count == 1 ? "keeps its" : "keep their")} own copy: {(scene.Authority.Kind == AuthorityKind.LabelledNode ? "the installer does not take it." : "not chosen.")}";
    }

    private static ValuesNext Next(ValuesScene scene, ImmutableArray<ValuesTarget> targets, ValueMap after, ValuesSetting setting, string sha256)
    {
        var written = targets.Where(t => t.State != ValuesTargetState.Unreadable).Select(t => t.Host).ToHashSet(StringComparer.Ordinal);
        if (scene.Forecast(c => written.Contains(c.Host) ? sha256 : c.Sha256) is not { } forecast)
        {
            return new ValuesNext(null, null, null, scene.Seen.HasCluster == false ? "It is applied when a cluster is there and its installer runs." : "When the installer runs next is not known.");
        }

        int? changed = setting.LastApplied is { } last && forecast.Sha256 == sha256 ? ValuesComparison.CountKeys(last, after, setting.Context) : null;
        return new ValuesNext(forecast.Kind, forecast.At, changed, forecast.Kind switch
        {
            ForecastKind.NoRun or ForecastKind.Chance => forecast.Message,
            _ when changed is { } count => count == 0 ? "The next run changes nothing: the effective values are those of the last one." : $"The next run will apply {count} changed {(count == 1 ? "key" : "keys")}.",
            _ => forecast.Message,
        });
    }
}
