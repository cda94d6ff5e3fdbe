using System.Buffers;
using System.Text;

namespace Archivist.Repository.Patterns;

/// <summary>
/// One part of a path pattern, for one name: <c>*</c> stands for any bytes, <c>?</c> for one character, <c>[a-c]</c> and
/// <c>[^a-c]</c> for one of or none of these, and a backslash takes the next character as it is. Immutable.
/// </summary>
public sealed class NamePattern
{
    private readonly Token[] _tokens;

    private NamePattern(Token[] tokens) => _tokens = tokens;

    private enum TokenKind { Literal, AnyCharacter, AnyBytes, OneOf, NoneOf }

    /// <summary>Null when the text is not a pattern: a class that does not end, or a backslash at the end.</summary>
    public static NamePattern? TryParse(ReadOnlySpan<byte> text)
    {
        var tokens = new List<Token>();
        var literal = new List<byte>();
        void EndLiteral()
        {
            if (literal.Count > 0)
                tokens.Add(new Token(TokenKind.Literal, [.. literal], []));
            literal.Clear();
        }

        while (!text.IsEmpty)
        {
            switch (text[0])
            {
                case (byte)'*':
                    EndLiteral();
                    if (tokens.Count == 0 || tokens[^1].Kind is not TokenKind.AnyBytes)
                        tokens.Add(new Token(TokenKind.AnyBytes, [], []));
                    text = text[1..];
                    break;
                case (byte)'?':
                    EndLiteral();
                    tokens.Add(new Token(TokenKind.AnyCharacter, [], []));
                    text = text[1..];
                    break;
                case (byte)'[':
                    EndLiteral();
                    if (ParseClass(ref text) is not { } characters)
                        return null;
                    tokens.Add(characters);
                    break;
                case (byte)'\\' when text.Length == 1:
                    return null;
                case (byte)'\\':
                    literal.Add(text[1]);
                    text = text[2..];
                    break;
                default:
                    literal.Add(text[0]);
                    text = text[1..];
                    break;
            }
        }

        EndLiteral();
        return new NamePattern([.. tokens]);
    }

    /// <summary>True when the whole name is what the pattern says.</summary>
    public bool Matches(ReadOnlySpan<byte> name)
    {
        if (_tokens is [{ Kind: TokenKind.Literal } only])
            return name.SequenceEqual(only.Bytes);
        int token = 0, at = 0, star = -1, starAt = 0;
        while (true)
        {
            if (token == _tokens.Length)
            {
                if (at == name.Length)
                    return true;
            }
            else if (_tokens[token].Kind is TokenKind.AnyBytes)
            {
                star = token++;
                starAt = at;
                continue;
            }
            else if (_tokens[token].TryTake(name[at..], out var length))
            {
                at += length;
                token++;
                continue;
            }

            // The last star takes one byte more; earlier ones need not be tried again.
            if (star < 0 || starAt >= name.Length)
                return false;
            at = ++starAt;
            token = star + 1;
        }
    }

    private static Token? ParseClass(ref ReadOnlySpan<byte> text)
    {
        text = text[1..];
        var isNegated = !text.IsEmpty && text[0] == '^';
        if (isNegated)
            text = text[1..];
        var ranges = new List<(Rune, Rune)>();
        while (text.IsEmpty || text[0] != ']' || ranges.Count == 0)
        {
            if (TakeCharacter(ref text) is not { } low)
                return null;
            var high = low;
            if (text[0] == '-')
            {
                text = text[1..];
                if (TakeCharacter(ref text) is not { } end)
                    return null;
                high = end;
            }

            ranges.Add((low, high));
        }

        text = text[1..];
        return new Token(isNegated ? TokenKind.NoneOf : TokenKind.OneOf, [], [.. ranges]);
    }

    /// <summary>One character inside a class, behind which the class must go on.</summary>
    private static Rune? TakeCharacter(ref ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text[0] is (byte)'-' or (byte)']')
            return null;
        if (text[0] == '\\')
            text = text[1..];
        if (text.IsEmpty || Rune.DecodeFromUtf8(text, out var character, out var length) != OperationStatus.Done)
            return null;
        text = text[length..];
        return text.IsEmpty ? null : character;
    }

    private sealed record Token(TokenKind Kind, byte[] Bytes, (Rune Low, Rune High)[] Ranges)
    {
        internal bool TryTake(ReadOnlySpan<byte> name, out int length)
        {
            if (Kind is TokenKind.Literal)
            {
                length = Bytes.Length;
                return name.StartsWith(Bytes);
            }

            length = 0;
            if (name.IsEmpty)
                return false;
            // What is not UTF-8 counts as one character a byte.
            if (Rune.DecodeFromUtf8(name, out var character, out length) != OperationStatus.Done)
                length = 1;
            if (Kind is TokenKind.AnyCharacter)
                return true;
            var isOneOf = false;
            foreach (var (low, high) in Ranges)
                isOneOf |= character >= low && character <= high;
            return isOneOf == (Kind is TokenKind.OneOf);
        }
    }
}
