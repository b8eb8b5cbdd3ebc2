using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;
using PaletteAI.Console.Domain.Profiles;

namespace PaletteAI.Console.Application.Operations.Profiles;

/// <summary>The cluster definition in force: the uploaded one, else the one the appliance came with.</summary>
[Operation("profiles.get-archive", Permission.View, AuditMode.RefusalsOnly)]
[BrowserOnly("The layers and variables are for looking at; the command line names a profile in its install spec.")]
public sealed record GetArchive : IOperation<ProfileArchive>;

internal sealed class GetArchiveHandler(IAppliance appliance) : IOperationHandler<GetArchive, ProfileArchive>
{
    public async Task<Result<ProfileArchive>> HandleAsync(GetArchive input, OperationContext context, CancellationToken ct) =>
        context.ApplianceToken is { } token
            ? await appliance.GetArchiveAsync(token, ct)
            : new Error(ErrorKind.Unauthenticated, "not-signed-in", "Nobody is signed in.", "Sign in and try again.");
}
