using System.Text;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;
using Tomlyn.Syntax;

namespace Archivist.Operations.Configuration.Toml;

/// <summary>Builds tables from an error-free syntax tree, by the rules of TOML "Keys", "Table", "Inline Table" and "Array of Tables".</summary>
/// <remarks>Also refuses the strings, numbers and dates that Tomlyn accepts and TOML does not.</remarks>
internal sealed class TomlTables(TomlText text)
{
    private sealed record KeyPart(string Name, TomlPosition Position);

    /// <summary>The root table.</summary>
    /// <exception cref="ArchivistException"><see cref="NotToml"/>: A key is defined twice, a value is not TOML, or tables nest too deep.</exception>
    internal TomlValue.Table Build(DocumentSyntax document)
    {
        var root = new TomlValue.Table(new TomlPosition(1, 1), TomlValue.TableOrigin.Header);
        foreach (var pair in document.KeyValues)
            Add(root, pair, 0);
        foreach (var header in document.Tables)
        {
            var path = PathOf(header.Name!);
            // An element lies one level below its array.
            var depth = path.Count + (header is TableArraySyntax ? 1 : 0);
            CheckDepth(depth, header);
            var body = Open(root, path, PositionOf(header), header is TableArraySyntax);
            foreach (var pair in header.Items)
                Add(body, pair, depth);
        }

        return root;
    }

    private TomlValue.Table Open(TomlValue.Table parent, List<KeyPart> path, TomlPosition position, bool isArray)
    {
        foreach (var key in path[..^1])
            parent = Descend(parent, key, position, TomlValue.TableOrigin.Implied);
        var last = path[^1];
        var element = new TomlValue.Table(position, TomlValue.TableOrigin.Header);
        switch (parent.Find(last.Name))
        {
            case null when isArray:
                parent.Add(last.Name, last.Position, new TomlValue.Array(position, isArrayOfTables: true)).Add(element);
                return element;
            case null:
                return parent.Add(last.Name, last.Position, element);
            case TomlValue.Array { IsArrayOfTables: true } array when isArray:
                array.Add(element);
                return element;
            case TomlValue.Table { Origin: TomlValue.TableOrigin.Implied } implied when !isArray:
                implied.Origin = TomlValue.TableOrigin.Header;
                return implied;
            case var other:
                throw text.Refuse(last.Position, new TomlFault.KeyDefined(Shown(last), other.Type, other.Position.Line));
        }
    }

    /// <summary>Finds or adds the table of that name; a dotted key may add only to tables that dotted keys made.</summary>
    private TomlValue.Table Descend(TomlValue.Table parent, KeyPart key, TomlPosition position, TomlValue.TableOrigin origin)
    {
        var isDotted = origin is TomlValue.TableOrigin.DottedKey;
        return parent.Find(key.Name) switch
        {
            null => parent.Add(key.Name, key.Position, new TomlValue.Table(position, origin)),
            TomlValue.Table { Origin: TomlValue.TableOrigin.DottedKey } table => table,
            TomlValue.Table { Origin: not TomlValue.TableOrigin.Inline } table when !isDotted => table,
            TomlValue.Array { IsArrayOfTables: true } array when !isDotted => (TomlValue.Table)array.Items[^1],
            var other => throw text.Refuse(
                key.Position,
                new TomlFault.KeyExtended(Shown(key), other.Type, other.Position.Line, isDotted)),
        };
    }

    private void Add(TomlValue.Table table, KeyValueSyntax pair, int depth)
    {
        var path = PathOf(pair.Key!);
        depth += path.Count;
        CheckDepth(depth, pair);
        foreach (var key in path[..^1])
            table = Descend(table, key, key.Position, TomlValue.TableOrigin.DottedKey);
        var last = path[^1];
        if (table.Find(last.Name) is { } previous)
            throw text.Refuse(last.Position, new TomlFault.KeySet(Shown(last), previous.Position.Line));
        table.Add(last.Name, last.Position, ValueOf(pair.Value!, depth));
    }

    private TomlValue ValueOf(ValueSyntax syntax, int depth)
    {
        var position = PositionOf(syntax);
        switch (syntax)
        {
            case StringValueSyntax value:
                return new TomlValue.String(position, TextOf(value));
            case BooleanValueSyntax value:
                return new TomlValue.Boolean(position, value.Value);
            // Tomlyn wraps what needs all 64 bits to a negative number.
            case IntegerValueSyntax { Value: >= 0 } or IntegerValueSyntax { Token.Text: ['-', ..] }:
                return new TomlValue.Integer(position, ((IntegerValueSyntax)syntax).Value);
            case FloatValueSyntax value when double.IsFinite(value.Value) || value.Token!.TokenKind is not TokenKind.Float:
                return new TomlValue.Float(position, value.Value);
            case DateTimeValueSyntax value:
                // Tomlyn drops underscores here as in a number.
                return value.Token!.Text!.Contains('_') ? throw text.Refuse(position, TomlMistake.NotADate)
                    : new TomlValue.Moment(position, value.Value.DateTime, TypeOf(value.Kind));
            case ArraySyntax value:
                CheckDepth(depth + 1, value);
                var array = new TomlValue.Array(position, isArrayOfTables: false);
                foreach (var item in value.Items)
                    array.Add(ValueOf(item.Value!, depth + 1));
                return array;
            case InlineTableSyntax value:
                CheckDepth(depth + 1, value);
                // Its own dotted keys may add to its inner tables; nothing outside adds to an inline table.
                var table = new TomlValue.Table(position, TomlValue.TableOrigin.Inline);
                foreach (var item in value.Items)
                    Add(table, item.KeyValue!, depth + 1);
                return table;
            default:
                // Left are the integers that wrapped and the floats that overflowed.
                throw text.Refuse(position, TomlMistake.NumberTooLarge);
        }
    }

    private List<KeyPart> PathOf(KeySyntax key)
    {
        var path = new List<KeyPart> { PartOf(key.Key!) };
        foreach (var item in key.DotKeys)
            path.Add(PartOf(item.Key!));
        return path;
    }

    private KeyPart PartOf(BareKeyOrStringValueSyntax key) =>
        new(key is StringValueSyntax quoted ? TextOf(quoted) : ((BareKeySyntax)key).Key!.Text!, PositionOf(key));

    /// <summary>Refuses a backslash before white space unless it ends a line of a multi-line string; Tomlyn also skips it elsewhere.</summary>
    private string TextOf(StringValueSyntax syntax)
    {
        var (kind, source) = (syntax.Token!.TokenKind, syntax.Token.Text!);
        if (kind is TokenKind.StringLiteral or TokenKind.StringLiteralMulti)
            return syntax.Value!;
        for (var at = source.IndexOf('\\', 0); at >= 0; at = source.IndexOf('\\', at + 2))
        {
            var rest = source.AsSpan(at + 1);
            var isAtLineEnd = kind is TokenKind.StringMulti && rest.TrimStart(" \t") is ['\n', ..];
            if (rest is [' ' or '\t' or '\n', ..] && !isAtLineEnd)
                throw text.Refuse(syntax.Span.Offset + at, TomlMistake.StrayBackslash);
        }

        return syntax.Value!;
    }

    private void CheckDepth(int depth, SyntaxNode node)
    {
        if (depth > TomlReader.MaxDepth)
            throw text.Refuse(node.Span.Offset, new TomlFault.TooDeep(TomlReader.MaxDepth));
    }

    private TomlPosition PositionOf(SyntaxNode node) => text.PositionOf(node.Span.Offset);

    private static TomlType TypeOf(SyntaxKind kind) => kind switch
    {
        SyntaxKind.LocalDateTime => TomlType.LocalDateTime,
        SyntaxKind.LocalDate => TomlType.LocalDate,
        SyntaxKind.LocalTime => TomlType.LocalTime,
        _ => TomlType.OffsetDateTime,
    };

    /// <summary>A key for a message: short, and without anything that could steer a terminal.</summary>
    private static string Shown(KeyPart key)
    {
        var shown = new StringBuilder();
        foreach (var rune in key.Name.EnumerateRunes().Take(60))
            shown.Append(Rune.IsControl(rune) ? "?" : rune.ToString());
        return shown.ToString();
    }
}
