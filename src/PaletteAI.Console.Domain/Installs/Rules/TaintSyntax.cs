using System.Collections.Immutable;

namespace PaletteAI.Console.Domain.Installs.Rules;

/// <summary>A taint to remove: all effects of a key when <paramref name="Effect"/> is empty.</summary>
/// <param name="Key">Key.</param>
/// <param name="Effect">Effect, or empty.</param>
public sealed record TaintRemoval(string Key, string Effect);

/// <summary>What a list of taints asks for.</summary>
public sealed record TaintChanges(ImmutableArray<Taint> Add, ImmutableArray<TaintRemoval> Remove);

/// <summary>Taints as kubectl writes them: <c>key=value:Effect</c>, <c>key:Effect</c>; a trailing <c>-</c> removes. One parser, one formatter.</summary>
public static class TaintSyntax
{
    /// <summary>Effects, exact case.</summary>
    public static ImmutableArray<string> Effects { get; } = ["NoSchedule", "PreferNoSchedule", "NoExecute"];

    private const string Form = "Write key=value:Effect or key:Effect, for example dedicated=ai:NoSchedule.";

    /// <summary>Reads one taint; the effect is always needed.</summary>
    public static Result<Taint> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var colon = text.Split(':');
        if (colon.Length != 2)
        {
            return Refused("taint-form", colon.Length < 2 ? $"'{LabelRules.Shown(text)}' has no effect." : $"'{LabelRules.Shown(text)}' has more than one ':'.");
        }

        var equals = colon[0].Split('=');
        return equals.Length > 2
            ? Refused("taint-form", $"'{LabelRules.Shown(text)}' has more than one '='.")
            : Check(new Taint(equals[0], equals.Length == 2 ? equals[1] : "", colon[1]));
    }

    /// <summary>Judges a taint given in parts.</summary>
    public static Result<Taint> Check(Taint taint)
    {
        ArgumentNullException.ThrowIfNull(taint);
        return LabelRules.CheckKey(taint.Key) is { } key ? Refused("taint-key", $"The taint's key '{LabelRules.Shown(taint.Key)}' {key}.")
            : LabelRules.CheckValue(taint.Value) is { } value ? Refused("taint-value", $"The taint's value '{LabelRules.Shown(taint.Value)}' {value}.")
            : Effects.Contains(taint.Effect) ? taint
            : new Error(ErrorKind.Invalid, "taint-effect", $"The effect '{LabelRules.Shown(taint.Effect)}' is none of {string.Join(", ", Effects)}.", "Choose one of them, spelled exactly so.");
    }

    /// <summary>The text of a taint; reads back as the same taint.</summary>
    public static string Format(Taint taint)
    {
        ArgumentNullException.ThrowIfNull(taint);
        return taint.Value.Length == 0 ? $"{taint.Key}:{taint.Effect}" : $"{taint.Key}={taint.Value}:{taint.Effect}";
    }

    /// <summary>Reads a list as <c>kubectl taint</c> takes it. Unique are key and effect together.</summary>
    public static Result<TaintChanges> ParseList(IEnumerable<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var add = ImmutableArray.CreateBuilder<Taint>();
        var remove = ImmutableArray.CreateBuilder<TaintRemoval>();
        foreach (var text in texts)
        {
            var error = text.EndsWith('-') ? Remove(text[..^1], remove) : Add(text, add);
            if (error is not null)
            {
                return error;
            }
        }

        return remove.FirstOrDefault(r => add.Any(a => a.Key == r.Key && (r.Effect.Length == 0 || r.Effect == a.Effect))) is { } both
            ? Refused("taint-added-and-removed", $"The taint {LabelRules.Shown(both.Key)} is added and removed at once.")
            : new TaintChanges(add.ToImmutable(), remove.ToImmutable());
    }

    private static Error? Add(string text, ImmutableArray<Taint>.Builder add)
    {
        var taint = Parse(text);
        if (!taint.IsSuccess)
        {
            return taint.Error;
        }

        if (add.Any(a => a.Key == taint.Value.Key && a.Effect == taint.Value.Effect))
        {
            return Refused("taint-duplicate", $"The taint {LabelRules.Shown(taint.Value.Key)} with effect {taint.Value.Effect} is there twice.");
        }

        add.Add(taint.Value);
        return null;
    }

    private static Error? Remove(string text, ImmutableArray<TaintRemoval>.Builder remove)
    {
        var colon = text.Split(':');
        var key = colon[0].Split('=')[0];
        var effect = colon.Length > 1 ? colon[1] : "";
        if (colon.Length > 2 || colon[0].Split('=').Length > 2 || LabelRules.CheckKey(key) is not null || (effect.Length > 0 && !Effects.Contains(effect)) || (colon.Length == 2 && effect.Length == 0))
        {
            return Refused("taint-form", $"'{LabelRules.Shown(text)}-' is not a taint to remove.");
        }

        remove.Add(new TaintRemoval(key, effect));
        return null;
    }

    private static Error Refused(string code, string message) => new(ErrorKind.Invalid, code, message, Form);
}
