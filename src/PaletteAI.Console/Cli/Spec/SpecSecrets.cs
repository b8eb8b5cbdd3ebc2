using System.Text;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Installs;

namespace PaletteAI.Console.Cli.Spec;

/// <summary>Reads what <c>{fromEnv: NAME}</c> and <c>{fromFile: PATH}</c> refer to, on the machine of whoever runs the verb.</summary>
internal static class SpecSecrets
{
    /// <summary>Largest secret read from a file; certificates and pull secrets are a few KiB.</summary>
    private const int FileBytes = 64 * 1024;

    /// <summary>The values by variable name; empty where the spec refers to nothing.</summary>
    public static async Task<Result<IReadOnlyDictionary<string, Secret>>> ReadAsync(InstallSpec spec, Terminal terminal, CancellationToken ct)
    {
        var secrets = new Dictionary<string, Secret>(StringComparer.Ordinal);
        foreach (var (name, value) in spec.ProfileConfig.Where(v => v.Value.IsReference))
        {
            var secret = value.Kind == ConfigValueKind.FromEnvironment ? FromEnvironment(name, value.Text, terminal) : await FromFileAsync(name, value.Text, terminal, ct);
            if (!secret.IsSuccess)
            {
                return secret.Error;
            }

            secrets[name] = secret.Value;
        }

        return secrets;
    }

    private static Result<Secret> FromEnvironment(string variable, string name, Terminal terminal) =>
        terminal.Environment(name) is { Length: > 0 } text
            ? new Secret(text)
            : Missing(variable, $"The environment variable {name} is not set.", $"Set {name}, or write another reference.");

    private static async Task<Result<Secret>> FromFileAsync(string variable, string path, Terminal terminal, CancellationToken ct)
    {
        var bytes = await InputFile.ReadAsync(path, terminal, FileBytes, ct);
        return !bytes.IsSuccess ? bytes.Error with { Path = PathOf(variable) }
            : bytes.Value.Length > FileBytes ? Missing(variable, $"{path} is larger than 64 KiB.", "Refer to a file that holds the secret alone.")
            : new Secret(WithoutLineEnd(Encoding.UTF8.GetString(bytes.Value)));
    }

    private static string WithoutLineEnd(string text) => text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text.EndsWith('\n') ? text[..^1] : text;

    private static Error Missing(string variable, string message, string fix) => new(ErrorKind.Usage, "secret-not-readable", message, fix, PathOf(variable));

    private static string PathOf(string variable) => DocumentPath.Root.Append("spec").Append("profileConfig").Append(variable).ToString();
}
