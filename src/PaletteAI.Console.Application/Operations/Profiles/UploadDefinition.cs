using PaletteAI.Console.Application.Operations.Drafts;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;

namespace PaletteAI.Console.Application.Operations.Profiles;

/// <summary>Hands a cluster definition file to the appliance. The content is streamed and never kept here.</summary>
/// <param name="FileName">Name of the file as the browser gave it.</param>
/// <param name="Content">The bytes; the caller closes it.</param>
/// <param name="Signature">Signature, where the appliance has a signing key; null when there is none.</param>
[Operation("profiles.upload-definition", Permission.EditDrafts, AuditMode.IntentAndOutcome, TimeoutSeconds = 600)]
[BrowserOnly("Importing a definition is a step of the wizard; the command line deploys what the appliance holds.")]
public sealed record UploadDefinition(string FileName, Stream Content, string? Signature) : IOperation<Unit>
{
    /// <summary>Largest file, bytes. A definition holds profiles, not images.</summary>
    public const long LargestFile = 512L * 1024 * 1024;

    /// <inheritdoc/>
    public string Subject => $"cluster definition {SafeName(FileName)}";

    /// <summary>The last part of a file name, with odd characters replaced.</summary>
    internal static string SafeName(string fileName)
    {
        var last = fileName[(fileName.LastIndexOfAny(['/', '\\']) + 1)..];
        var safe = string.Concat(last.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '_'));
        return safe.Length > 120 ? safe[^120..] : safe;
    }
}

internal sealed class UploadDefinitionHandler(IAppliance appliance, ApplianceFactReader facts) : IOperationHandler<UploadDefinition, Unit>
{
    public async Task<Result<Unit>> HandleAsync(UploadDefinition input, OperationContext context, CancellationToken ct)
    {
        if (context.ApplianceToken is not { } token)
        {
            return new Error(ErrorKind.Unauthenticated, "not-signed-in", "Nobody is signed in.", "Sign in and try again.");
        }

        var name = UploadDefinition.SafeName(input.FileName);
        if (!name.EndsWith(".tgz", StringComparison.OrdinalIgnoreCase) && !name.EndsWith(".tar.gz", StringComparison.OrdinalIgnoreCase))
        {
            return new Error(ErrorKind.Invalid, "definition-file-type", "A cluster definition is a .tgz file.", "Choose the .tgz file that was exported for this appliance.");
        }

        var uploaded = await appliance.UploadDefinitionAsync(token, name, input.Content, input.Signature, ct);
        facts.Forget(context);
        return uploaded;
    }
}
