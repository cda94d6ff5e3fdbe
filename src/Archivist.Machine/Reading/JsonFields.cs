using System.Globalization;
using System.Text.Json;

namespace Archivist.Machine.Reading;

/// <summary>Fields of the JSON of util-linux, whose numbers and truth values were strings in earlier versions, and whose columns differ between versions.</summary>
internal static class JsonFields
{
    /// <summary>Null where the field is missing, null or empty.</summary>
    internal static string? Text(this JsonElement element, string name) =>
        !element.Find(name, out var value) ? null : value.ValueKind switch
        {
            JsonValueKind.String => value.GetString() is { Length: > 0 } text ? text : null,
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };

    /// <summary>Null where the field is missing or not a whole number.</summary>
    internal static long? Whole(this JsonElement element, string name) =>
        long.TryParse(element.Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The strings of an array; of a single string that one.</summary>
    internal static IReadOnlyList<string> Texts(this JsonElement element, string name) =>
        !element.Find(name, out var value) ? []
            : value.ValueKind is JsonValueKind.Array ? [.. value.EnumerateArray().Where(item => item.ValueKind is JsonValueKind.String).Select(item => item.GetString()!)]
            : element.Text(name) is { } text ? [text] : [];

    /// <summary>The elements of an array; none where the field is missing.</summary>
    internal static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.Find(name, out var value) && value.ValueKind is JsonValueKind.Array ? value.EnumerateArray() : [];

    /// <summary>The fields of an object that are objects themselves, by their names; none where the field is missing.</summary>
    internal static IEnumerable<JsonProperty> Members(this JsonElement element, string name) =>
        element.Find(name, out var value) && value.ValueKind is JsonValueKind.Object ? value.EnumerateObject().Where(member => member.Value.ValueKind is JsonValueKind.Object) : [];

    /// <summary>What is no object has no fields.</summary>
    private static bool Find(this JsonElement element, string name, out JsonElement value)
    {
        value = default;
        return element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out value);
    }
}
