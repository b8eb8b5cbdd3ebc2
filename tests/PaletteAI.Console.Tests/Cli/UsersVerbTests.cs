using System.Text;
using System.Text.Json;

namespace PaletteAI.Console.Tests.Cli;

public sealed class UsersVerbTests
{
    public static TheoryData<string, string> Hashes
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var row in JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "cases", "dex-passwords.json"))).RootElement.EnumerateArray())
            {
                data.Add(row.GetProperty("name").GetString()!, row.GetRawText());
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Hashes))]
    public async Task A_hash_is_judged_as_Dex_and_we_do(string name, string json)
    {
        var c = JsonDocument.Parse(json).RootElement;
        var run = await CliRun.WithInputAsync(c.GetProperty("password").GetString()!, "users", "verify", c.GetProperty("hash").GetString()!, "--format", "json");
        var valid = c.GetProperty("consoleValid").GetBoolean();
        Assert.Equal((name, valid), (name, run.Json.GetProperty("valid").GetBoolean()));
        Assert.Equal((name, Number(c, "cost")), (name, Number(run.Json, "cost")));
        if (c.TryGetProperty("passwordMatches", out var matches) && matches.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            Assert.Equal((name, matches.GetBoolean()), (name, run.Json.GetProperty("matches").GetBoolean()));
        }

        Assert.Equal(valid ? run.Json.GetProperty("matches").GetBoolean() ? 0 : 3 : 2, run.ExitCode);
        Assert.DoesNotContain("WphK2gIh0I16", run.Out + run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hash_that_is_made_verifies()
    {
        var made = await CliRun.WithInputAsync("pässword€\n", "users", "hash", "--cost", "10", "--format", "json");
        Assert.Equal(0, made.ExitCode);
        var hash = made.Json.GetProperty("hash").GetString()!;
        Assert.StartsWith("$2", hash, StringComparison.Ordinal);
        Assert.Equal(0, (await CliRun.WithInputAsync("pässword€\r\n", "users", "verify", hash)).ExitCode);
        Assert.Equal(3, (await CliRun.WithInputAsync("password", "users", "verify", hash)).ExitCode);
        Assert.Equal(0, (await CliRun.WithInputAsync("pässword€", "users", "verify", Convert.ToBase64String(Encoding.ASCII.GetBytes(hash)))).ExitCode);
        Assert.Equal(hash.Length + 1, (await CliRun.WithInputAsync("x", "users", "hash", "--cost", "10")).Out.Length);
    }

    [Fact]
    public async Task A_password_typed_in_parts_is_hashed_as_most_keyboards_type_it_and_that_is_said()
    {
        var made = await CliRun.WithInputAsync("pa\u0308sswo\u0308rd a\u0323\u0302\n", "users", "hash", "--cost", "10");
        Assert.Contains("NFC", made.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await CliRun.WithInputAsync("p\u00E4ssw\u00F6rd \u1EAD\n", "users", "verify", made.Out.Trim())).ExitCode);
        Assert.Equal("", (await CliRun.WithInputAsync("p\u00E4sswörd\n", "users", "hash", "--cost", "10")).Error);
    }

    [Theory]
    [InlineData("", 2)]
    [InlineData("\n", 2)]
    [InlineData("two\nlines\n", 2)]
    [InlineData("123456789012345678901234567890123456789012345678901234567890123456789012", 0)]
    [InlineData("1234567890123456789012345678901234567890123456789012345678901234567890123", 2)]
    [InlineData("ééééééééééééééééééééééééééééééééééééé", 2)]
    [InlineData("a\0b", 2)]
    public async Task A_password_bcrypt_would_cut_or_lose_is_refused(string password, int exitCode)
    {
        var run = await CliRun.WithInputAsync(password, "users", "hash", "--cost", "10");
        Assert.Equal(exitCode, run.ExitCode);
    }

    [Theory]
    [InlineData("9")]
    [InlineData("17")]
    [InlineData("31")]
    public async Task A_cost_nobody_could_log_in_with_is_refused(string cost) =>
        Assert.Equal(1, (await CliRun.WithInputAsync("x", "users", "hash", "--cost", cost)).ExitCode);

    [Fact]
    public async Task Bytes_that_are_no_text_are_no_password() =>
        Assert.Equal(2, (await CliRun.WithInputAsync([0xFF, 0xFE, 0x61], [], "users", "hash", "--cost", "10")).ExitCode);

    private static int? Number(JsonElement row, string name) => row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt32() : null;
}
