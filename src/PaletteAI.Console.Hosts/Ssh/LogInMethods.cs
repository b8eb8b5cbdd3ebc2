using System.Text;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace PaletteAI.Console.Hosts.Ssh;

/// <summary>The ways to log in, in order: key, password, keyboard-interactive. The password is sent once per connection, whichever way asks first.</summary>
internal sealed class LogInMethods : IDisposable
{
    private readonly List<IDisposable> _owned = [];

    private LogInMethods(HostLogin login, PrivateKeyFile? key)
    {
        if (key is not null)
        {
            _owned.Add(key);
            All.Add(Owned(new PrivateKeyAuthenticationMethod(login.User, key)));
        }

        if (login.Password is { } password)
        {
            All.Add(Owned(new PasswordOnce(login.User, password, this)));
            var interactive = Owned(new KeyboardInteractiveAuthenticationMethod(login.User));
            interactive.AuthenticationPrompt += (_, prompt) => Answer(prompt, password);
            All.Add(interactive);
        }
    }

    public List<AuthenticationMethod> All { get; } = [];

    /// <summary>Whether the password went out on this connection.</summary>
    public bool SentPassword { get; private set; }

    /// <summary>Null when the private key cannot be read; then <paramref name="problem"/> says why.</summary>
    public static LogInMethods? Of(HostLogin login, out string problem)
    {
        problem = "";
        if (login.PrivateKey is not { } secret)
        {
            problem = login.Password is null ? "neither a key nor a password was given." : "";
            return login.Password is null ? null : new LogInMethods(login, null);
        }

        try
        {
            using var text = new MemoryStream(Encoding.UTF8.GetBytes(secret.Reveal()));
            return new LogInMethods(login, login.Passphrase is { IsEmpty: false } phrase ? new PrivateKeyFile(text, phrase.Reveal()) : new PrivateKeyFile(text));
        }
        catch (Exception e) when (e is SshException or InvalidOperationException or ArgumentException or NotSupportedException or FormatException or System.Security.Cryptography.CryptographicException or EndOfStreamException or OverflowException)
        {
            problem = login.Passphrase is null && e is SshPassPhraseNullOrEmptyException
                ? "the private key is locked with a passphrase, and none was given."
                : "the private key cannot be read; is it whole, and the passphrase right?";
            return null;
        }
    }

    public void Dispose()
    {
        foreach (var one in _owned)
        {
            one.Dispose();
        }
    }

    private T Owned<T>(T method)
        where T : IDisposable
    {
        _owned.Add(method);
        return method;
    }

    // A server may ask for anything here; a single hidden question is a password's, and it is answered once.
    private void Answer(AuthenticationPromptEventArgs asked, Secret password)
    {
        foreach (var prompt in asked.Prompts)
        {
            if (SentPassword || prompt.IsEchoed)
            {
                throw new SshAuthenticationException("Permission denied (keyboard-interactive).");
            }

            SentPassword = true;
            prompt.Response = password.Reveal();
        }
    }

    private sealed class PasswordOnce(string user, Secret password, LogInMethods methods) : PasswordAuthenticationMethod(user, password.Reveal())
    {
        public override AuthenticationResult Authenticate(Renci.SshNet.Session session)
        {
            if (methods.SentPassword)
            {
                return AuthenticationResult.Failure;
            }

            methods.SentPassword = true;
            return base.Authenticate(session);
        }
    }
}
