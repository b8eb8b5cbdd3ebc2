using System.Globalization;
using System.Net;

namespace PaletteAI.Console.Hosting;

/// <summary>The settings of <c>appsettings.json</c>, environment (<c>Console__Url</c>) and command line, checked as a whole.</summary>
internal sealed record ConsoleSettings
{
    /// <summary><c>Console:Url</c>: where the console listens, <c>https://HOST:PORT</c>.</summary>
    public required Uri Url { get; init; }

    /// <summary><c>Console:DataDirectory</c>: the console's state.</summary>
    public required string DataDirectory { get; init; }

    /// <summary><c>Console:KeysDirectory</c>: Data Protection keys; empty = <c>keys</c> in the data folder.</summary>
    public string KeysDirectory { get; init; } = "";

    /// <summary><c>Console:Certificate</c>: PEM or PKCS #12 file to present; empty = a self-made one, kept in the data folder.</summary>
    public string CertificateFile { get; init; } = "";

    /// <summary><c>Console:CertificateKey</c>: PEM file of its key; empty when it is in the certificate file.</summary>
    public string CertificateKeyFile { get; init; } = "";

    /// <summary><c>Console:CertificatePasswordFile</c>: file whose first line opens a PKCS #12 file or an encrypted key.</summary>
    public string CertificatePasswordFile { get; init; } = "";

    /// <summary><c>Console:AllowedHosts</c>: further names browsers use for this console, separated by <c>;</c>. Those of the certificate always count.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary><c>Console:TrustedProxies</c>: addresses of proxies whose forwarded headers are believed, separated by <c>;</c>.</summary>
    public IReadOnlyList<IPAddress> TrustedProxies { get; init; } = [];

    /// <summary><c>Appliance:Url</c>: the appliance's API; null with the sandbox or when not configured.</summary>
    public Uri? ApplianceUrl { get; init; }

    /// <summary><c>Appliance:CertificateSha256</c>: the only certificate it may present; empty = what an operator accepted.</summary>
    public string ApplianceCertificateSha256 { get; init; } = "";

    /// <summary><c>Session:IdleMinutes</c>, 1–1,440.</summary>
    public int IdleMinutes { get; init; } = 30;

    /// <summary><c>Session:AbsoluteHours</c>, 1–168.</summary>
    public int AbsoluteHours { get; init; } = 12;

    /// <summary>Whether the appliance is simulated.</summary>
    public bool Sandbox { get; init; }

    /// <summary><c>Sandbox:Scenario</c>: <c>three-nodes</c> or <c>single-node</c>.</summary>
    public string Scenario { get; init; } = PaletteAI.Console.Sandbox.SandboxOptions.ThreeNodes;

    /// <summary><c>Sandbox:TimeScale</c>, 1–10,000.</summary>
    public double TimeScale { get; init; } = 30;

    /// <summary><c>Sandbox:Password</c>; empty = new at each start.</summary>
    public string SandboxPassword { get; init; } = "";

    /// <summary><c>Sandbox:FirstLogin</c>: ask for a new password at the first sign-in.</summary>
    public bool FirstLogin { get; init; }

    /// <summary><c>Sandbox:SecondUser</c>: name of a second user with the same password; empty = none.</summary>
    public string SecondUser { get; init; } = "";

    /// <summary>Reads and checks all settings.</summary>
    /// <param name="configuration">Where from.</param>
    /// <param name="arguments">The command line wins.</param>
    /// <param name="problems">One sentence per wrong setting, each naming its key; empty when all are right.</param>
    public static ConsoleSettings Read(IConfiguration configuration, ServeArguments arguments, out IReadOnlyList<string> problems)
    {
        var read = new SettingsReader(configuration);
        var settings = new ConsoleSettings
        {
            Sandbox = arguments.Sandbox,
            Url = read.Https("Console:Url", arguments.Url) ?? new Uri("https://localhost:5080"),
            DataDirectory = Path.GetFullPath(arguments.DataFolder ?? read.Text("Console:DataDirectory", ".data")),
            KeysDirectory = read.Text("Console:KeysDirectory", ""),
            CertificateFile = read.ExistingFile("Console:Certificate"),
            CertificateKeyFile = read.ExistingFile("Console:CertificateKey"),
            CertificatePasswordFile = read.ExistingFile("Console:CertificatePasswordFile"),
            AllowedHosts = read.List("Console:AllowedHosts"),
            TrustedProxies = read.Addresses("Console:TrustedProxies"),
            ApplianceUrl = arguments.Sandbox ? null : read.Https("Appliance:Url", arguments.ApplianceUrl),
            ApplianceCertificateSha256 = read.Fingerprint("Appliance:CertificateSha256"),
            IdleMinutes = read.Whole("Session:IdleMinutes", 30, 1, 1440),
            AbsoluteHours = read.Whole("Session:AbsoluteHours", 12, 1, 168),
            Scenario = read.OneOf("Sandbox:Scenario", PaletteAI.Console.Sandbox.SandboxOptions.ThreeNodes, PaletteAI.Console.Sandbox.SandboxOptions.SingleNode),
            TimeScale = read.Number("Sandbox:TimeScale", 30, 1, 10_000),
            SandboxPassword = read.Text("Sandbox:Password", ""),
            FirstLogin = read.YesOrNo("Sandbox:FirstLogin"),
            SecondUser = read.Text("Sandbox:SecondUser", ""),
        };
        if (File.Exists(settings.DataDirectory))
        {
            read.Problems.Add($"Console:DataDirectory (--data) names {settings.DataDirectory}, which is a file: name a folder.");
        }

        if (settings is { CertificateFile: "", CertificateKeyFile: not "" } or { CertificateFile: "", CertificatePasswordFile: not "" })
        {
            read.Problems.Add("Console:Certificate is not set, but Console:CertificateKey or Console:CertificatePasswordFile is: name the certificate they belong to.");
        }

        if (settings.ApplianceUrl is { } appliance && SelfTalk.IsSelf(appliance, settings.Url))
        {
            read.Problems.Add($"Appliance:Url {appliance} is this console itself. On the appliance the Local UI moves to another port (stylus.localUI.port, e.g. 5081): name that one.");
        }

        problems = read.Problems;
        return settings;
    }

    private sealed class SettingsReader(IConfiguration configuration)
    {
        public List<string> Problems { get; } = [];

        public string Text(string key, string fallback) => configuration[key] is { } text && text.Trim().Length > 0 ? text.Trim() : fallback;

        public IReadOnlyList<string> List(string key) => Text(key, "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

        public Uri? Https(string key, string? given)
        {
            var text = given ?? Text(key, "");
            if (text.Length == 0)
            {
                return null;
            }

            if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps && url.PathAndQuery == "/" && url.UserInfo.Length + url.Fragment.Length == 0)
            {
                return url;
            }

            Problems.Add($"{key} is \"{text}\": write https://HOST:PORT, without a path.");
            return null;
        }

        public string ExistingFile(string key)
        {
            var path = Text(key, "");
            if (path.Length > 0 && !File.Exists(path))
            {
                Problems.Add($"{key} names {path}, which is not a file that can be read.");
            }

            return path;
        }

        public IReadOnlyList<IPAddress> Addresses(string key)
        {
            var found = new List<IPAddress>();
            foreach (var text in List(key))
            {
                if (IPAddress.TryParse(text, out var address))
                {
                    found.Add(address);
                }
                else
                {
                    Problems.Add($"{key} holds \"{text}\", which is not an IP address.");
                }
            }

            return found;
        }

        public string Fingerprint(string key)
        {
            var digits = Text(key, "").Replace(":", "", StringComparison.Ordinal).ToUpperInvariant();
            if (digits.Length == 0 || (digits.Length == 64 && digits.All(char.IsAsciiHexDigit)))
            {
                return string.Join(':', digits.Chunk(2).Select(pair => new string(pair)));
            }

            Problems.Add($"{key} is not a SHA-256 fingerprint: write 64 hexadecimal digits, with or without colons.");
            return "";
        }

        public double Number(string key, double fallback, double least, double most)
        {
            var text = Text(key, "");
            if (text.Length == 0)
            {
                return fallback;
            }

            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            {
                return number;
            }

            Problems.Add(string.Create(CultureInfo.InvariantCulture, $"{key} is \"{text}\": write a number from {least} to {most}."));
            return fallback;
        }

        public int Whole(string key, int fallback, int least, int most)
        {
            var text = Text(key, "");
            if (text.Length == 0)
            {
                return fallback;
            }

            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            {
                return number;
            }

            Problems.Add(string.Create(CultureInfo.InvariantCulture, $"{key} is \"{text}\": write a whole number from {least} to {most}."));
            return fallback;
        }

        public bool YesOrNo(string key)
        {
            var text = Text(key, "false");
            if (!bool.TryParse(text, out var yes))
            {
                Problems.Add($"{key} is \"{text}\": write true or false.");
            }

            return yes;
        }

        public string OneOf(string key, params string[] words)
        {
            var text = Text(key, words[0]);
            if (words.Contains(text, StringComparer.Ordinal))
            {
                return text;
            }

            Problems.Add($"{key} is \"{text}\": write {string.Join(" or ", words)}.");
            return words[0];
        }
    }
}
