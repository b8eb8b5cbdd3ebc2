using System.Globalization;
using PaletteAI.Console.Application.Operations.Hosts;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Features.Settings;

/// <summary>How the console proves who it is to a host.</summary>
public enum LogInMethod
{
    /// <summary>A key made here.</summary>
    MadeKey,

    /// <summary>A key the person has.</summary>
    OwnKey,

    /// <summary>A password.</summary>
    Password,
}

/// <summary>The form of a host log-in as it is filled in. Its secrets go to the server once and are not shown again.</summary>
public sealed class HostLogInForm
{
    /// <summary>The host; empty = all others.</summary>
    public string Address { get; set; } = "";

    /// <summary>Port of sshd, as typed.</summary>
    public string Port { get; set; } = "22";

    /// <summary>User.</summary>
    public string User { get; set; } = "";

    /// <summary>How.</summary>
    public LogInMethod Method { get; set; }

    /// <summary>Private key, as pasted.</summary>
    public string PrivateKey { get; set; } = "";

    /// <summary>Its passphrase.</summary>
    public string Passphrase { get; set; } = "";

    /// <summary>Password.</summary>
    public string Password { get; set; } = "";

    /// <summary>Password for sudo when it is another one.</summary>
    public string SudoPassword { get; set; } = "";

    /// <summary>What is wrong with the port.</summary>
    public IReadOnlyList<Finding> PortFindings => int.TryParse(Port, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65535
        ? [] : [Finding.Error("", "port-range", "This is no port.", "Write a number from 1 to 65535; sshd usually listens on 22.")];

    /// <summary>What is missing.</summary>
    public string Missing => User.Trim().Length == 0 ? "Type the user to log in as."
        : PortFindings.Count > 0 ? "Correct the port."
        : Method == LogInMethod.OwnKey && PrivateKey.Trim().Length == 0 ? "Paste the private key."
        : Method == LogInMethod.Password && Password.Length == 0 ? "Type the password." : "";

    /// <summary>What is sent.</summary>
    public SetHostCredentials ToOperation() => new(
        Address.Trim(), int.Parse(Port, CultureInfo.InvariantCulture), User.Trim(),
        Method == LogInMethod.Password ? new Secret(Password) : null,
        Method == LogInMethod.OwnKey ? new Secret(PrivateKey.ReplaceLineEndings("\n").Trim() + "\n") : null,
        Method == LogInMethod.OwnKey ? SecretOf(Passphrase) : null,
        SecretOf(SudoPassword),
        Method == LogInMethod.MadeKey);

    private static Secret? SecretOf(string text) => text.Length == 0 ? null : new Secret(text);
}
