using PaletteAI.Console.Application.Security;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Testing.Fakes;

namespace PaletteAI.Console.Application.Tests.Access;

/// <summary>What makes a device a known one.</summary>
public sealed class DeviceTokenTests
{
    private readonly ManualTime _time = new();
    private readonly DeviceTokens _devices;

    public DeviceTokenTests() => _devices = new DeviceTokens(new FixedKeys(), _time);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_device_is_known_for_the_account_that_signed_in_on_it_and_no_other()
    {
        var token = await _devices.IssueAsync("ops", null, Ct);

        Assert.NotNull(await _devices.FindAsync("OPS ", token, Ct));
        Assert.Null(await _devices.FindAsync("other", token, Ct));
        Assert.Null(await _devices.FindAsync("ops", null, Ct));
    }

    [Fact]
    public async Task A_renewed_token_names_the_same_device()
    {
        var token = await _devices.IssueAsync("ops", null, Ct);
        _time.Advance(TimeSpan.FromDays(100));
        var renewed = await _devices.IssueAsync("ops", token, Ct);
        _time.Advance(TimeSpan.FromDays(100));

        Assert.Null(await _devices.FindAsync("ops", token, Ct));
        Assert.Equal(await _devices.FindAsync("ops", renewed, Ct), await _devices.FindAsync("ops", await _devices.IssueAsync("ops", renewed, Ct), Ct));
    }

    [Fact]
    public async Task A_token_is_good_for_180_days_and_not_before_it_was_made()
    {
        var token = await _devices.IssueAsync("ops", null, Ct);
        _time.Advance(TimeSpan.FromDays(180) - TimeSpan.FromSeconds(1));
        Assert.NotNull(await _devices.FindAsync("ops", token, Ct));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await _devices.FindAsync("ops", token, Ct));

        var yesterday = new DeviceTokens(new FixedKeys(), new ManualTime(new ManualTime().GetUtcNow().AddDays(-1)));
        Assert.Null(await yesterday.FindAsync("ops", token, Ct));
    }

    [Fact]
    public async Task Changing_any_character_makes_it_worthless()
    {
        var text = (await _devices.IssueAsync("ops", null, Ct)).Reveal();
        for (var i = 0; i < text.Length - 1; i++)
        {
            var forged = text[..i] + (text[i] == 'A' ? 'B' : 'A') + text[(i + 1)..];
            Assert.Null(await _devices.FindAsync("ops", new Secret(forged), Ct));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("....")]
    [InlineData("not base64!")]
    [InlineData("AAAA")]
    public async Task Rubbish_is_an_unknown_device_and_no_fault(string text)
    {
        Assert.Null(await _devices.FindAsync("ops", new Secret(text), Ct));
        Assert.NotNull(await _devices.FindAsync("ops", await _devices.IssueAsync("ops", new Secret(text), Ct), Ct));
    }

    [Fact]
    public async Task A_huge_cookie_is_ignored()
    {
        var text = (await _devices.IssueAsync("ops", null, Ct)).Reveal();

        Assert.Null(await _devices.FindAsync("ops", new Secret(string.Join('.', Enumerable.Repeat(text, 1_000))), Ct));
    }

    [Fact]
    public async Task A_device_is_known_to_the_last_four_accounts_that_signed_in_on_it()
    {
        Secret? held = null;
        foreach (var user in new[] { "a", "b", "c", "d", "b", "e" })
        {
            held = await _devices.IssueAsync(user, held, Ct);
        }

        var known = new List<string>();
        foreach (var user in new[] { "a", "b", "c", "d", "e" })
        {
            if (await _devices.FindAsync(user, held, Ct) is not null)
            {
                known.Add(user);
            }
        }

        Assert.Equal(["b", "c", "d", "e"], known.Order());
    }
}
