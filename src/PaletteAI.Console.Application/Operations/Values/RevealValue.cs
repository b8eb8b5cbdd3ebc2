using FluentValidation;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;
using PaletteAI.Console.Domain.Values.Effective;
using PaletteAI.Console.Domain.Values.Reading;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Application.Operations.Values;

/// <summary>Shows a secret of the text in the editor. It leaves a row with the place, never the value.</summary>
/// <param name="Text">The text.</param>
/// <param name="Path">Place of the value; empty = all secrets of the text.</param>
[Operation("values.reveal", Permission.ReadCredentials, AuditMode.Outcome)]
[BrowserOnly("On the command line every verb on values files takes --reveal.")]
public sealed record RevealValue(Secret Text, string Path) : IOperation<Secret>
{
    /// <inheritdoc/>
    public string Subject => string.IsNullOrEmpty(Path) ? "values file" : $"values {Path}";
}

internal sealed class RevealValueShape : AbstractValidator<RevealValue>
{
    public RevealValueShape()
    {
        RuleFor(x => x.Text).NotNull();
        RuleFor(x => x.Path).NotNull().MaximumLength(4096);
    }
}

internal sealed class RevealValueHandler : IOperationHandler<RevealValue, Secret>
{
    public Task<Result<Secret>> HandleAsync(RevealValue input, OperationContext context, CancellationToken ct) => Task.FromResult(Reveal(input));

    private static Result<Secret> Reveal(RevealValue input)
    {
        if (input.Path.Length == 0)
        {
            return input.Text;
        }

        var path = DocumentPath.Parse(input.Path);
        var tree = ValueTreeReader.Read(YamlReader.Read(input.Text.Reveal()));
        return (path.Error ?? tree.Error) is { } error ? error
            : EffectiveValues.Find(tree.Require(), path.Require()) switch
            {
                null => new Error(ErrorKind.NotFound, "path-not-found", $"There is nothing at {input.Path} in your file.", "The installer's own secrets are not known to the console."),
                ValueScalar scalar => new Secret(scalar.Text),
                var node => new Secret(ValueJson.ToText(node)),
            };
    }
}
