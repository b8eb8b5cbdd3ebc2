using System.Globalization;
using System.Text;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Values.Texts;

namespace PaletteAI.Console.Application.Security;

/// <summary>A hash that was made.</summary>
/// <param name="Hash">bcrypt, plain form.</param>
/// <param name="WasNormalised">The password was put into NFC first, so other bytes were hashed than were typed.</param>
/// <param name="HasLooseMark">It holds marks that could not be joined to a letter.</param>
public sealed record NewPasswordHash(string Hash, bool WasNormalised, bool HasLooseMark);

/// <summary>bcrypt for the installer's static users, within what Dex lets log in.</summary>
public static class PasswordHashing
{
    /// <summary>Hashes a password.</summary>
    /// <param name="password">1 to 72 bytes of UTF-8: bcrypt reads no more.</param>
    /// <param name="cost">10 to 16.</param>
    public static Result<NewPasswordHash> Hash(Secret password, int cost = PasswordHash.RecommendedCost)
    {
        ArgumentNullException.ThrowIfNull(password);
        if (cost is < PasswordHash.LowestCost or > PasswordHash.HighestCost)
        {
            return new Error(
                ErrorKind.Usage, "cost-out-of-range", string.Create(CultureInfo.InvariantCulture, $"The cost {cost} is not between {PasswordHash.LowestCost} and {PasswordHash.HighestCost}; Dex would let nobody log in."),
                string.Create(CultureInfo.InvariantCulture, $"Use {PasswordHash.RecommendedCost}."));
        }

        var typed = password.Reveal();
        var text = ComposedText.Compose(typed);
        return text.Length == 0 ? new Error(ErrorKind.Invalid, "password-empty", "The password is empty.", "Give a password on standard input.")
            : text.Contains('\0', StringComparison.Ordinal) ? new Error(ErrorKind.Invalid, "password-null-character", "The password holds a null character, where other programs stop reading.", "Choose another password.")
            : Encoding.UTF8.GetByteCount(text) > PasswordHash.PasswordBytes ? new Error(ErrorKind.Invalid, "password-too-long", "The password is longer than the 72 bytes bcrypt reads; the rest would not count.", "Choose a shorter one.")
            : new NewPasswordHash(BCrypt.Net.BCrypt.HashPassword(text, cost), !string.Equals(text, typed, StringComparison.Ordinal), ComposedText.HasLooseMark(text));
    }

    /// <summary>Whether Dex would let this password in with this hash; also for a hash that loads there and that we would not accept. As typed, not normalised: Dex does not either.</summary>
    public static bool Matches(Secret password, string hash)
    {
        ArgumentNullException.ThrowIfNull(password);
        ArgumentNullException.ThrowIfNull(hash);
        return PasswordHash.AsDexReads(hash) is { } plain && BCrypt.Net.BCrypt.Verify(password.Reveal(), plain);
    }
}
