using System.Collections.Immutable;
using System.Text;

namespace PaletteAI.Console.Domain.Access.SshKeys;

/// <summary>One line: <c>[options] type base64 [comment]</c>.</summary>
internal static class AuthorizedKeyLine
{
    private const string Wanted = "Paste one line as in a .pub file: type, base64, comment.";

    public static SshPublicKey? Read(string line, DateTimeOffset now, ImmutableArray<SshKeyProblem>.Builder problems)
    {
        if (Encoding.UTF8.GetByteCount(line) > SshPublicKeys.LineBytes)
        {
            return Refuse(problems, "ssh-key-line-too-long", "The line is longer than the 8 KiB OpenSSH reads.", Wanted);
        }

        var rest = line;
        var options = ImmutableArray<string>.Empty;
        if (!KeyBlob.IsKnownType(FirstWord(rest)))
        {
            var word = OptionWord(rest);
            if (word is null || word.Length == rest.Length || !KeyBlob.IsKnownType(FirstWord(rest[word.Length..].TrimStart(' ', '\t'))))
            {
                return Refuse(problems, TypeProblem(rest, word));
            }

            if (KeyOptions.Read(word, now, problems) is not { } read)
            {
                return null;
            }

            (options, rest) = (read, rest[word.Length..].TrimStart(' ', '\t'));
        }

        var type = FirstWord(rest);
        rest = rest[type.Length..].TrimStart(' ', '\t');
        var base64 = FirstWord(rest);
        if (base64.Length == 0)
        {
            return Refuse(problems, "ssh-key-no-blob", "After the key type there is no key.", Wanted);
        }

        var comment = rest[base64.Length..].Trim(' ', '\t');
        return KeyBlob.Read(type, base64, comment, options, problems);
    }

    private static string FirstWord(string text)
    {
        var end = text.AsSpan().IndexOfAny(' ', '\t');
        return end < 0 ? text : text[..end];
    }

    // Options run to the first blank outside double quotes; null when a quote is never closed.
    private static string? OptionWord(string text)
    {
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length && text[i + 1] == '"')
            {
                i++;
            }
            else if (text[i] == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted && text[i] is ' ' or '\t')
            {
                return text[..i];
            }
        }

        return quoted ? null : text;
    }

    private static SshKeyProblem TypeProblem(string line, string? options) => FirstWord(line) switch
    {
        "ssh-dss" => new("ssh-key-dsa", Severity.Error, "DSA keys are off since OpenSSH 7.0 and gone since 10.0.", "Make a new key with `ssh-keygen -t ed25519`."),
        var word when word.EndsWith("-cert-v01@openssh.com", StringComparison.Ordinal) => new("ssh-key-certificate", Severity.Error, "This is a certificate, not a plain public key.", "Paste the public key it was made from."),
        _ when options is null => new("ssh-key-option-quote", Severity.Error, "A quotation mark in the options is never closed.", "Close it with a double quotation mark, or leave the options out."),
        _ => new("ssh-key-type", Severity.Error, "The line does not start with a key type OpenSSH knows, nor with options followed by one.", Wanted),
    };

    private static SshPublicKey? Refuse(ImmutableArray<SshKeyProblem>.Builder problems, SshKeyProblem problem)
    {
        problems.Add(problem);
        return null;
    }

    private static SshPublicKey? Refuse(ImmutableArray<SshKeyProblem>.Builder problems, string code, string message, string fix) =>
        Refuse(problems, new SshKeyProblem(code, Severity.Error, message, fix));
}
