using FluentValidation;
using FluentValidation.Results;
using Microsoft.Extensions.DependencyInjection;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Application.Operations;

/// <summary>Shape validation: the validators registered for an input type, if any.</summary>
internal sealed class OperationShapes(IServiceProvider services)
{
    /// <summary>What is wrong with the input; null when nothing is.</summary>
    public Error? Judge(object input)
    {
        var validators = services.GetServices(typeof(IValidator<>).MakeGenericType(input.GetType())).Cast<IValidator>();
        var context = new ValidationContext<object>(input);
        Finding[] findings = [.. validators.SelectMany(v => v.Validate(context).Errors).Select(ToFinding)];
        return findings.Any(f => f.Severity == Domain.Severity.Error) ? Error.FromFindings(findings) : null;
    }

    private static Finding ToFinding(ValidationFailure failure) => new(
        CamelCase(failure.PropertyName),
        failure.ErrorCode.Contains('-', StringComparison.Ordinal) ? failure.ErrorCode : "value-not-accepted",
        failure.Severity switch
        {
            FluentValidation.Severity.Info => Domain.Severity.Info,
            FluentValidation.Severity.Warning => Domain.Severity.Warning,
            _ => Domain.Severity.Error,
        },
        failure.ErrorMessage,
        failure.CustomState as string ?? "");

    private static string CamelCase(string path) =>
        string.Join('.', path.Split('.').Select(p => p.Length == 0 ? p : char.ToLowerInvariant(p[0]) + p[1..]));
}
