using Microsoft.Extensions.Configuration;
using PaletteAI.Console.Hosting;

namespace PaletteAI.Console.Tests.Hosting;

public sealed class ConsoleSettingsTests
{
    private static readonly ServeArguments _plain = new(false, null, null);

    [Fact]
    public void Without_any_setting_the_console_serves_localhost_and_knows_no_appliance()
    {
        var settings = Read(_plain, [], out var problems);

        Assert.Empty(problems);
        Assert.Equal(("https://localhost:5080/", null, 30, 12), (settings.Url.ToString(), settings.ApplianceUrl, settings.IdleMinutes, settings.AbsoluteHours));
        Assert.True(Path.IsPathRooted(settings.DataDirectory));
    }

    [Theory]
    [InlineData("Console:Url", "http://localhost:5080")]
    [InlineData("Console:Url", "localhost:5080")]
    [InlineData("Console:Url", "https://localhost:5080/console")]
    [InlineData("Console:Url", "https://localhost:5080/#top")]
    [InlineData("Console:Url", "https://user@localhost:5080")]
    [InlineData("Appliance:Url", "http://10.10.10.11:5080")]
    [InlineData("Appliance:Url", "10.10.10.11")]
    [InlineData("Appliance:CertificateSha256", "AB:CD")]
    [InlineData("Console:Certificate", "/no/such/file.pem")]
    [InlineData("Console:CertificateKey", "/no/such/file.pem")]
    [InlineData("Console:CertificatePasswordFile", "/no/such/file")]
    [InlineData("Console:TrustedProxies", "10.0.0.1;proxy.example")]
    [InlineData("Session:IdleMinutes", "0")]
    [InlineData("Session:IdleMinutes", "1441")]
    [InlineData("Session:IdleMinutes", "30.5")]
    [InlineData("Session:IdleMinutes", "half an hour")]
    [InlineData("Session:AbsoluteHours", "169")]
    [InlineData("Session:AbsoluteHours", "-1")]
    [InlineData("Sandbox:Scenario", "four-nodes")]
    [InlineData("Sandbox:TimeScale", "0.5")]
    [InlineData("Sandbox:TimeScale", "NaN")]
    [InlineData("Sandbox:FirstLogin", "yes")]
    public void A_wrong_setting_is_named_by_its_key(string key, string value)
    {
        Read(_plain, [(key, value)], out var problems);

        Assert.Contains(problems, p => p.Contains(key, StringComparison.Ordinal));
    }

    [Fact]
    public void All_wrong_settings_are_named_at_once()
    {
        Read(_plain, [("Console:Url", "x"), ("Session:IdleMinutes", "x"), ("Sandbox:TimeScale", "x")], out var problems);

        Assert.Equal(3, problems.Count);
    }

    [Fact]
    public void A_key_or_password_without_a_certificate_is_a_mistake()
    {
        var file = typeof(ConsoleSettingsTests).Assembly.Location;

        Read(_plain, [("Console:CertificateKey", file)], out var problems);

        Assert.Contains("Console:Certificate is not set", Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public void A_data_folder_that_is_a_file_is_a_mistake()
    {
        Read(new ServeArguments(false, null, typeof(ConsoleSettingsTests).Assembly.Location), [], out var problems);

        Assert.Contains("Console:DataDirectory", Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public void The_command_line_wins()
    {
        var settings = Read(
            new ServeArguments(false, "https://127.0.0.1:6000", "/tmp/elsewhere") { ApplianceUrl = "https://10.10.10.11:5081" },
            [("Console:Url", "https://localhost:1"), ("Console:DataDirectory", "/x"), ("Appliance:Url", "https://10.9.9.9:1")],
            out var problems);

        Assert.Empty(problems);
        Assert.Equal(
            ("https://127.0.0.1:6000/", "/tmp/elsewhere", "https://10.10.10.11:5081/"),
            (settings.Url.ToString(), settings.DataDirectory, settings.ApplianceUrl!.ToString()));
    }

    [Fact]
    public void A_fingerprint_is_taken_with_and_without_colons_in_either_case()
    {
        var plain = string.Concat(Enumerable.Repeat("ab", 32));

        var settings = Read(_plain, [("Appliance:CertificateSha256", plain)], out var problems);

        Assert.Empty(problems);
        Assert.Equal(string.Join(':', Enumerable.Repeat("AB", 32)), settings.ApplianceCertificateSha256);
    }

    [Theory]
    [InlineData("https://localhost:5080")]
    [InlineData("https://127.0.0.2:5080")]
    [InlineData("https://[::1]:5080")]
    public void The_console_refuses_to_be_its_own_appliance(string appliance)
    {
        Read(_plain, [("Appliance:Url", appliance)], out var problems);

        Assert.Contains("is this console itself", Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public void With_the_sandbox_a_configured_appliance_is_left_alone()
    {
        var settings = Read(new ServeArguments(true, null, null), [("Appliance:Url", "https://10.10.10.11:5080")], out var problems);

        Assert.Empty(problems);
        Assert.Null(settings.ApplianceUrl);
    }

    private static ConsoleSettings Read(ServeArguments arguments, (string Key, string Value)[] settings, out IReadOnlyList<string> problems)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value)).Build();
        return ConsoleSettings.Read(configuration, arguments, out problems);
    }
}
