using System.Diagnostics.CodeAnalysis;

namespace PaletteAI.Console.Domain;

/// <summary>Either a value or an <see cref="Error"/>. Used for everything that is expected to fail now and then.</summary>
/// <typeparam name="T">The value's type.</typeparam>
public sealed class Result<T>
{
    private Result(T? value, Error? error)
    {
        Value = value;
        Error = error;
    }

    /// <summary>The value; null only when <see cref="IsSuccess"/> is false (or T allows null).</summary>
    public T? Value { get; }

    /// <summary>The error; null on success.</summary>
    public Error? Error { get; }

    /// <summary>Whether there is a value.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsSuccess => Error is null;

    /// <summary>A success.</summary>
    public static Result<T> Success(T value) => new(value, null);

    /// <summary>A failure.</summary>
    public static Result<T> Failure(Error error) => new(default, error ?? throw new ArgumentNullException(nameof(error)));

    /// <summary>A value is a success.</summary>
    public static implicit operator Result<T>(T value) => Success(value);

    /// <summary>An error is a failure.</summary>
    public static implicit operator Result<T>(Error error) => Failure(error);

    /// <summary>Maps the value, keeps the error.</summary>
    public Result<TOut> Map<TOut>(Func<T, TOut> map)
    {
        ArgumentNullException.ThrowIfNull(map);
        return IsSuccess ? Result<TOut>.Success(map(Value)) : Result<TOut>.Failure(Error);
    }

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">This is a failure.</exception>
    public T Require() => IsSuccess ? Value : throw new InvalidOperationException($"{Error.Code}: {Error.Message}");
}

/// <summary>The value of an operation that returns nothing.</summary>
public sealed record Unit
{
    /// <summary>The only instance.</summary>
    public static Unit Value { get; } = new();
}
