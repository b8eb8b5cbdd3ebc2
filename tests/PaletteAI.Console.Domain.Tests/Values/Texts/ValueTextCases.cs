using System.Text.Json;
using PaletteAI.Console.Domain.Values.Texts;

namespace PaletteAI.Console.Domain.Tests.Values.Texts;

public sealed class ValueTextCases
{
    public static TheoryData<string, string> Durations => Cases("durations.json", c => c.GetProperty("input").GetString()!);

    public static TheoryData<string, string> Hashes => Cases("dex-passwords.json", c => c.GetProperty("name").GetString()!);

    public static TheoryData<string, string> Expansions => Cases("dex-env-expansion.json", c => c.GetProperty("input").GetString()!);

    [Theory]
    [MemberData(nameof(Durations))]
    public void A_duration_is_read_as_Prometheus_and_as_Go_read_it(string input, string json)
    {
        var c = JsonDocument.Parse(json).RootElement;
        Assert.Equal(c.GetProperty("prometheus").GetBoolean(), Domain.Values.Texts.Durations.TryReadPrometheus(input, out var prometheus));
        Assert.Equal(c.GetProperty("go").GetBoolean(), Domain.Values.Texts.Durations.TryReadGo(input, out var go));
        if (c.TryGetProperty("prometheusMs", out var ms))
        {
            Assert.Equal(ms.GetInt64(), prometheus);
        }

        if (c.TryGetProperty("goMs", out ms))
        {
            Assert.Equal(ms.GetInt64(), go);
        }
    }

    [Theory]
    [MemberData(nameof(Hashes))]
    public void A_hash_is_judged_as_Dex_takes_it_and_as_we_do(string name, string json)
    {
        var c = JsonDocument.Parse(json).RootElement;
        var hash = c.GetProperty("hash").GetString()!;
        var verdict = PasswordHash.Judge(hash);
        Assert.True(c.GetProperty("consoleValid").GetBoolean() == verdict.Accepted, $"{name}: {verdict.Message}");
        Assert.Equal(c.GetProperty("dexLoads").GetBoolean(), verdict.DexLoads);
        if (c.TryGetProperty("cost", out var cost))
        {
            Assert.Equal(cost.GetInt32(), verdict.Cost);
        }

        Assert.True(hash.Length < 12 || !(verdict.Message + verdict.Fix).Contains(hash, StringComparison.Ordinal), "the hash shows in the message");
    }

    [Theory]
    [MemberData(nameof(Expansions))]
    public void Dollars_are_expanded_as_Dex_does(string input, string json)
    {
        var c = JsonDocument.Parse(json).RootElement;
        var environment = c.GetProperty("env");
        var result = EnvironmentExpansion.Expand(input, name => environment.TryGetProperty(name, out var value) ? value.GetString() : null);
        Assert.Equal(c.GetProperty("result").GetString(), result);
        Assert.Equal(c.GetProperty("unchanged").GetBoolean(), EnvironmentExpansion.IsSafe(input));
    }

    [Theory]
    [InlineData("", "hash-empty")]
    [InlineData("<bcrypt-password-hash>", "hash-placeholder")]
    [InlineData("a$2", "hash-not-bcrypt")]
    [InlineData("$2a$10$", "hash-malformed")]
    public void A_classic_slip_is_named(string hash, string code) => Assert.Equal(code, PasswordHash.Judge(hash).Code);

    private static TheoryData<string, string> Cases(string file, Func<JsonElement, string> name)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "cases", file)));
        var data = new TheoryData<string, string>();
        foreach (var c in document.RootElement.EnumerateArray())
        {
            data.Add(name(c), c.GetRawText());
        }

        return data;
    }
}
