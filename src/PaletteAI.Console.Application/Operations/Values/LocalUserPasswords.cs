using FluentValidation;
using PaletteAI.Console.Application.Security;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;

namespace PaletteAI.Console.Application.Operations.Values;

/// <summary>Hashes the password of a local user, typed twice. The password itself is kept nowhere.</summary>
/// <param name="Password">As typed.</param>
/// <param name="Repeated">The same again.</param>
[Operation("values.users.hash", Permission.EditDrafts, AuditMode.RefusalsOnly)]
[BrowserOnly("On the command line users hash does it without the console.")]
public sealed record HashLocalUserPassword(Secret Password, Secret Repeated) : IOperation<LocalUserHash>
{
    /// <inheritdoc/>
    public string Subject => "password of a local user";
}

/// <summary>A hash for the values file.</summary>
/// <param name="Hash">bcrypt.</param>
/// <param name="UserId">A new random id, for a user that has none.</param>
/// <param name="WasNormalised">Letters and marks were joined before hashing; say so.</param>
/// <param name="HasLooseMark">It holds marks that some keyboards write differently; say so.</param>
public sealed record LocalUserHash(string Hash, string UserId, bool WasNormalised, bool HasLooseMark);

internal sealed class HashLocalUserPasswordShape : AbstractValidator<HashLocalUserPassword>
{
    public HashLocalUserPasswordShape()
    {
        RuleFor(x => x.Password).NotNull();
        RuleFor(x => x.Repeated).NotNull();
    }
}

internal sealed class HashLocalUserPasswordHandler : IOperationHandler<HashLocalUserPassword, LocalUserHash>
{
    public Task<Result<LocalUserHash>> HandleAsync(HashLocalUserPassword input, OperationContext context, CancellationToken ct) => !input.Password.Equals(input.Repeated)
        ? Task.FromResult<Result<LocalUserHash>>(new Error(ErrorKind.Invalid, "passwords-differ", "The two passwords are not the same.", "Type the same password twice.", "repeated"))
        : Task.Run(() => PasswordHashing.Hash(input.Password).Map(h => new LocalUserHash(h.Hash, Guid.NewGuid().ToString(), h.WasNormalised, h.HasLooseMark)), ct);
}
