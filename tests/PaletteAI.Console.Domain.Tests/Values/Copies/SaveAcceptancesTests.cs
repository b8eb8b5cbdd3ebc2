using PaletteAI.Console.Domain.Values.Copies;
using PaletteAI.Console.Domain.Values.Lint;
using PaletteAI.Console.Domain.Values.Managed;
using PaletteAI.Console.Domain.Values.Reading;
using PaletteAI.Console.Domain.Values.Trees;
using PaletteAI.Console.Domain.Values.Views;

namespace PaletteAI.Console.Domain.Tests.Values.Copies;

public sealed class SaveAcceptancesTests
{
    private const string Hash = "$2y$12$abcdefghijklmnopqrstuuYJZ5ZyYcIq1BgYTyq5z0xdOoWm4NXzq";
    private const string User = "dex: {config: {enablePasswordDB: true, staticPasswords: [{email: admin@example.com, hash: \"" + Hash + "\", username: a, userID: \"1\"}]}}\n";

    [Theory]
    [InlineData(User, User, false, "shipped-user:admin@example.com")]
    [InlineData(User, User, true, "nobody-can-sign-in:dex.config.connectors")]
    [InlineData(User, "a: 1\n", false, "user-lost:admin@example.com")]
    [InlineData("a: 1\n", "global: {metrics: {timeout: soon}}\n", false, "duration-malformed:global.metrics.timeout")]
    [InlineData("a: 1\n", "a: 2\n", false, "")]
    public void What_has_to_be_accepted_is_named(string before, string after, bool isOff, string ids) => Assert.Equal(ids, string.Join(' ', Ids(before, after, isOff)));

    [Fact]
    public void The_user_of_the_samples_is_named_once()
    {
        var sample = User.Replace(Hash, "$2a$10$2b2cU8CPhOTaGrs1HRQuAueS7JTT5ZHsHSzYiFPm1leZck7Mc8T4W", StringComparison.Ordinal);
        Assert.Equal(["default-user:dex.config.staticPasswords[0]"], Ids(sample, sample, false, sample));
    }

    private static IEnumerable<string> Ids(string before, string after, bool isOff, string shipped = User)
    {
        var setting = new ValuesSetting(new InstallerContext { RootDomain = "x.example", DisableStaticDexUsers = isOff }, Tree(shipped), null);
        return SaveAcceptances.Of(ValuesLint.Run(YamlReader.Read(after), setting.Context, setting.Shipped), Tree(before), Tree(after), setting).Select(a => a.Id);
    }

    private static ValueMap Tree(string text) => ValueTreeReader.Read(YamlReader.Read(text)).Require();
}
