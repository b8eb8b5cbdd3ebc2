using System.Collections.Immutable;
using System.Text.Json;

namespace PaletteAI.Console.Domain.Clusters.Facts.Reading;

/// <summary>Reads tolerations and required node affinity.</summary>
internal static class SchedulingReader
{
    public static ImmutableArray<TolerationFacts> Tolerations(ref Utf8JsonReader json, FactStrings strings)
    {
        if (!json.IntoArray())
        {
            return [];
        }
        var tolerations = ImmutableArray.CreateBuilder<TolerationFacts>();
        while (json.NextObject())
        {
            var toleration = new TolerationFacts("", "", "", "");
            while (json.NextProperty())
            {
                if (json.ValueTextEquals("key"u8)) { toleration = toleration with { Key = json.Text(strings) }; }
                else if (json.ValueTextEquals("operator"u8)) { toleration = toleration with { Operator = json.Text(strings) }; }
                else if (json.ValueTextEquals("value"u8)) { toleration = toleration with { Value = json.Text(strings) }; }
                else if (json.ValueTextEquals("effect"u8)) { toleration = toleration with { Effect = json.Text(strings) }; }
                else { json.SkipValue(); }
            }
            tolerations.Add(toleration);
        }
        return tolerations.DrainToImmutable();
    }

    public static ImmutableArray<ImmutableArray<NodeRequirement>> RequiredTerms(ref Utf8JsonReader json, FactStrings strings)
    {
        var terms = ImmutableArray.CreateBuilder<ImmutableArray<NodeRequirement>>();
        if (!json.IntoObject())
        {
            return [];
        }
        while (json.NextProperty())
        {
            if (json.ValueTextEquals("nodeAffinity"u8)) { ReadNodeAffinity(ref json, terms, strings); }
            else { json.SkipValue(); }
        }
        return terms.DrainToImmutable();
    }

    private static void ReadNodeAffinity(ref Utf8JsonReader json, ImmutableArray<ImmutableArray<NodeRequirement>>.Builder terms, FactStrings strings)
    {
        if (!json.IntoObject())
        {
            return;
        }
        while (json.NextProperty())
        {
            if (!json.ValueTextEquals("requiredDuringSchedulingIgnoredDuringExecution"u8))
            {
                json.SkipValue();
            }
            else if (json.IntoObject())
            {
                ReadTerms(ref json, terms, strings);
            }
        }
    }

    private static void ReadTerms(ref Utf8JsonReader json, ImmutableArray<ImmutableArray<NodeRequirement>>.Builder terms, FactStrings strings)
    {
        while (json.NextProperty())
        {
            if (!json.ValueTextEquals("nodeSelectorTerms"u8))
            {
                json.SkipValue();
            }
            else if (json.IntoArray())
            {
                while (json.NextObject())
                {
                    terms.Add(ReadTerm(ref json, strings));
                }
            }
        }
    }

    private static ImmutableArray<NodeRequirement> ReadTerm(ref Utf8JsonReader json, FactStrings strings)
    {
        var requirements = ImmutableArray.CreateBuilder<NodeRequirement>();
        while (json.NextProperty())
        {
            if (!json.ValueTextEquals("matchExpressions"u8) && !json.ValueTextEquals("matchFields"u8))
            {
                json.SkipValue();
            }
            else if (json.IntoArray())
            {
                while (json.NextObject())
                {
                    requirements.Add(ReadRequirement(ref json, strings));
                }
            }
        }
        return requirements.DrainToImmutable();
    }

    private static NodeRequirement ReadRequirement(ref Utf8JsonReader json, FactStrings strings)
    {
        var (key, op, values) = ("", "", ImmutableArray<string>.Empty);
        while (json.NextProperty())
        {
            if (json.ValueTextEquals("key"u8)) { key = json.Text(strings); }
            else if (json.ValueTextEquals("operator"u8)) { op = json.Text(strings); }
            else if (json.ValueTextEquals("values"u8)) { values = json.Texts(strings); }
            else { json.SkipValue(); }
        }
        return new NodeRequirement(key, op, values);
    }
}
