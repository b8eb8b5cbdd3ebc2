using System.Collections.Immutable;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Application.Security;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;
using PaletteAI.Console.Domain.Profiles;

namespace PaletteAI.Console.Application.Operations.Drafts;

/// <summary>The appliance's own verdict on the profile variables of a draft, its secrets included.</summary>
/// <param name="Id">Draft id.</param>
[Operation("drafts.check-variables", Permission.View, AuditMode.RefusalsOnly)]
[BrowserOnly("On the command line deploy asks the appliance before it creates anything.")]
public sealed record CheckVariables(string Id) : IOperation<ImmutableArray<VariableVerdict>>
{
    /// <inheritdoc/>
    public string Subject => $"draft {Id}";
}

internal sealed class CheckVariablesHandler(IAppliance appliance, IDraftStore drafts, ApplianceFactReader facts)
    : IOperationHandler<CheckVariables, ImmutableArray<VariableVerdict>>
{
    public async Task<Result<ImmutableArray<VariableVerdict>>> HandleAsync(CheckVariables input, OperationContext context, CancellationToken ct)
    {
        if (context.ApplianceToken is not { } token)
        {
            return SessionErrors.ApplianceEnded;
        }

        if (await drafts.FindAsync(input.Id, ct) is not { } draft)
        {
            return DraftErrors.Gone;
        }

        var known = await facts.ReadAsync(context, fresh: false, ct);
        return known.IsSuccess
            ? await VariableVerdicts.AskAsync(appliance, token, draft.Spec, draft.Secrets, known.Value.Archive, ct)
            : known.Error;
    }
}
