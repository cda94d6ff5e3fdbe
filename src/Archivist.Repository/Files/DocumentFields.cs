using System.Text.Json;

namespace Archivist.Repository.Files;

/// <summary>
/// The fields of a small JSON document, by name. A missing or null field reads as its default; a field of another type is a <see cref="FormatException"/>,
/// and text that is not a JSON object a <see cref="JsonException"/>. Each command reads a handful of these first of all: a serializer would take longer to get ready than to read them.
/// </summary>
internal readonly struct DocumentFields
{
    private readonly JsonElement _object;

    private DocumentFields(JsonElement element) => _object = element.ValueKind is JsonValueKind.Object
        ? element
        : throw new JsonException("it is not an object");

    /// <summary>Reads a whole document.</summary>
    internal static DocumentFields Of(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        var fields = new DocumentFields(JsonElement.ParseValue(ref reader));
        // Anything but blanks behind it makes this throw.
        reader.Read();
        return fields;
    }

    internal string? FindText(string name) => Find(name) is { } value ? TextOf(value, name) : null;

    /// <summary>0 when it is missing.</summary>
    internal long Number(string name) =>
        Find(name) is not { } value ? 0
        : value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out var number) ? number
        : throw Wrong(name);

    /// <summary>0 when it is missing; a user's or a group's number.</summary>
    internal uint Account(string name) => Number(name) is >= 0 and <= uint.MaxValue and var number ? (uint)number : throw Wrong(name);

    /// <summary>False when it is missing.</summary>
    internal bool Flag(string name) => Find(name)?.ValueKind switch
    {
        null or JsonValueKind.False => false,
        JsonValueKind.True => true,
        _ => throw Wrong(name),
    };

    internal byte[]? FindBase64(string name) =>
        Find(name) is not { } value ? null
        : value.ValueKind is JsonValueKind.String && value.TryGetBytesFromBase64(out var bytes) ? bytes
        : throw Wrong(name);

    internal DocumentFields? FindObject(string name) =>
        Find(name) is not { } value ? null : value.ValueKind is JsonValueKind.Object ? new DocumentFields(value) : throw Wrong(name);

    /// <summary>No words when it is missing.</summary>
    internal IReadOnlyList<string> Words(string name)
    {
        if (Find(name) is not { } value)
            return [];
        if (value.ValueKind is not JsonValueKind.Array)
            throw Wrong(name);
        var words = new string[value.GetArrayLength()];
        var next = 0;
        foreach (var word in value.EnumerateArray())
            words[next++] = TextOf(word, name);
        return words;
    }

    /// <summary>A field's value as it is spelled; empty when it is missing.</summary>
    internal ReadOnlyMemory<byte> Spelled(string name) =>
        Find(name) is { } value ? System.Text.Encoding.UTF8.GetBytes(value.GetRawText()) : default;

    /// <summary>Fields of other names as they are spelled, with commas between them.</summary>
    internal ReadOnlyMemory<byte> Others(HashSet<string> known)
    {
        var others = new Dictionary<string, string>();
        foreach (var field in _object.EnumerateObject())
        {
            if (!known.Contains(field.Name))
                others[field.Name] = field.Value.GetRawText();
        }

        return others.Count == 0
            ? default
            : System.Text.Encoding.UTF8.GetBytes(string.Join(',', others.Select(field => $"\"{JsonEncodedText.Encode(field.Key)}\":{field.Value}")));
    }

    private static string TextOf(JsonElement value, string name)
    {
        if (value.ValueKind is not JsonValueKind.String)
            throw Wrong(name);
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Bytes that are no UTF-8, or half of a surrogate pair.
            throw Wrong(name);
        }
    }

    private static FormatException Wrong(string name) => new($"its field {name} is not what it should be");

    private JsonElement? Find(string name) =>
        _object.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null ? value : null;
}
