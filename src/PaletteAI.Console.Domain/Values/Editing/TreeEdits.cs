using PaletteAI.Console.Domain.Values.Effective;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Values.Editing;

/// <summary>Edits on the tree: what a text edit must come out as.</summary>
internal static class TreeEdits
{
    public static Result<ValueNode> Set(ValueNode? at, DocumentPath path, ValueNode value) => Set(at, path, 0, value, insert: false);

    /// <summary>Like set, but an item of a list moves those behind it.</summary>
    public static Result<ValueNode> Insert(ValueNode? at, DocumentPath path, ValueNode value) => Set(at, path, 0, value, insert: true);

    public static Result<ValueNode> Append(ValueMap root, DocumentPath path, ValueNode value) => EffectiveValues.Find(root, path) switch
    {
        null or ValueScalar { Kind: ValueKind.Null } => Set(root, path, new ValueList(ValueSource.User, [value])),
        ValueList list => Set(root, path, new ValueList(list.Source, [.. list.Items, value])),
        _ => NotA("a list", path),
    };

    public static Result<ValueNode> Unset(ValueNode? at, DocumentPath path) =>
        EffectiveValues.Find(at, path) is null ? NotFound(path) : Remove(at!, path, 0);

    /// <summary>Wraps a value in the maps and lists that the steps from an index on name.</summary>
    public static Result<ValueNode> Wrap(DocumentPath path, int from, ValueNode value)
    {
        for (var i = path.Segments.Length - 1; i >= from; i--)
        {
            var step = path.Segments[i];
            if (step.Index is { } index)
            {
                if (index > 0)
                {
                    return OutOfRange(Head(path, i), 0);
                }

                value = new ValueList(ValueSource.User, [value]);
            }
            else
            {
                value = new ValueMap(ValueSource.User, [new(step.Key!, value)]);
            }
        }

        return Result<ValueNode>.Success(value);
    }

    public static DocumentPath Head(DocumentPath path, int steps) => DocumentPath.Of(path.Segments.Take(steps));

    public static Error NotFound(DocumentPath path) => new(
        ErrorKind.NotFound, "path-not-found", $"There is nothing at {path}.", "Check the path with `palette-console values explain`.", path.ToString());

    public static Error NotA(string expected, DocumentPath path) => new(
        ErrorKind.Refused, "wrong-parent", $"{(path.Segments.IsEmpty ? "The top of the file" : path)} is not {expected}, so nothing can be put into it.", "Set the whole value instead.", path.ToString());

    public static Error OutOfRange(DocumentPath path, int count) => new(
        ErrorKind.NotFound, "index-out-of-range", $"The list at {path} has {count} items.", $"Use an index up to {count}; {count} adds an item.", path.ToString());

    private static Result<ValueNode> Set(ValueNode? at, DocumentPath path, int depth, ValueNode value, bool insert)
    {
        if (depth == path.Segments.Length)
        {
            return Result<ValueNode>.Success(value);
        }

        var step = path.Segments[depth];
        return at switch
        {
            null or ValueScalar { Kind: ValueKind.Null } => Wrap(path, depth, value),
            ValueMap map when step.Key is { } key => Set(map.Find(key), path, depth + 1, value, insert).Map<ValueNode>(v => map.With(key, v)),
            ValueMap => NotA("a list", Head(path, depth)),
            ValueList list when step.Index is { } index => SetItem(list, index, path, depth, value, insert),
            ValueList => NotA("a map", Head(path, depth)),
            _ => NotA(step.Index is null ? "a map" : "a list", Head(path, depth)),
        };
    }

    private static Result<ValueNode> SetItem(ValueList list, int index, DocumentPath path, int depth, ValueNode value, bool insert)
    {
        if (index > list.Items.Count)
        {
            return OutOfRange(Head(path, depth), list.Items.Count);
        }

        var isNew = index == list.Items.Count || (insert && depth == path.Segments.Length - 1);
        return Set(isNew ? null : list.Items[index], path, depth + 1, value, insert).Map<ValueNode>(v => new ValueList(
            list.Source, [.. list.Items.Take(index), v, .. list.Items.Skip(isNew ? index : index + 1)]));
    }

    private static Result<ValueNode> Remove(ValueNode at, DocumentPath path, int depth)
    {
        var step = path.Segments[depth];
        var isLast = depth == path.Segments.Length - 1;
        switch (at)
        {
            case ValueMap map:
                return isLast
                    ? new ValueMap(map.Source, map.Entries.Where(e => e.Key != step.Key))
                    : Remove(map.Find(step.Key!)!, path, depth + 1).Map<ValueNode>(v => map.With(step.Key!, v));
            case ValueList list:
                var index = step.Index!.Value;
                return isLast
                    ? new ValueList(list.Source, [.. list.Items.Where((_, i) => i != index)])
                    : Remove(list.Items[index], path, depth + 1).Map<ValueNode>(v => new ValueList(list.Source, [.. list.Items.Select((item, i) => i == index ? v : item)]));
            default:
                return NotFound(path);
        }
    }
}
