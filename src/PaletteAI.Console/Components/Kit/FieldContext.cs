namespace PaletteAI.Console.Components.Kit;

/// <summary>What a control inside a <see cref="Field"/> must carry.</summary>
/// <param name="Id">Its <c>id</c>.</param>
/// <param name="DescribedBy">Its <c>aria-describedby</c>; null when there is nothing to say.</param>
/// <param name="Invalid">Its <c>aria-invalid</c>: <c>true</c>, or null.</param>
/// <param name="Required">Its <c>aria-required</c>: <c>true</c>, or null.</param>
public sealed record FieldContext(string Id, string? DescribedBy, string? Invalid, string? Required);
