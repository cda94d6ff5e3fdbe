using System.Globalization;
using System.Text.Json;
using Archivist.Operations.Configuration.Toml;
using Archivist.Operations.Problems;

namespace Archivist.Tests.Operations.Configuration.Toml;

/// <summary>The form in which toml-test writes down what a document means: <c>{"type": "integer", "value": "1"}</c>.</summary>
internal static class TaggedJson
{
    /// <summary>Fails with the path of the first difference.</summary>
    internal static void AssertEqual(JsonElement expected, TomlValue actual, string path = "$")
    {
        switch (actual)
        {
            case TomlValue.Table table:
                Assert.Equal(JsonValueKind.Object, expected.ValueKind);
                Assert.Equal(
                    expected.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal),
                    table.Entries.Select(entry => entry.Key).Order(StringComparer.Ordinal));
                foreach (var (key, _, value) in table.Entries)
                    AssertEqual(expected.GetProperty(key), value, $"{path}.{key}");
                break;
            case TomlValue.Array array:
                Assert.Equal(JsonValueKind.Array, expected.ValueKind);
                Assert.Equal(expected.GetArrayLength(), array.Items.Count);
                for (var i = 0; i < array.Items.Count; i++)
                    AssertEqual(expected[i], array.Items[i], $"{path}[{i}]");
                break;
            default:
                AssertScalar(expected, actual, path);
                break;
        }
    }

    private static void AssertScalar(JsonElement expected, TomlValue actual, string path)
    {
        var type = expected.GetProperty("type").GetString();
        var value = expected.GetProperty("value").GetString()!;
        var equal = (type, actual) switch
        {
            ("string", TomlValue.String text) => text.Value == value,
            ("integer", TomlValue.Integer number) => number.Value == long.Parse(value, CultureInfo.InvariantCulture),
            ("float", TomlValue.Float number) => number.Value.Equals(ParseFloat(value)),
            ("bool", TomlValue.Boolean flag) => flag.Value == bool.Parse(value),
            ("datetime", TomlValue.Moment { Type: TomlType.OffsetDateTime } moment) =>
                moment.Value.EqualsExact(DateTimeOffset.Parse(value, CultureInfo.InvariantCulture, DateTimeStyles.None)),
            ("datetime-local", TomlValue.Moment { Type: TomlType.LocalDateTime } moment) =>
                moment.Value.DateTime == DateTime.Parse(value, CultureInfo.InvariantCulture),
            ("date-local", TomlValue.Moment { Type: TomlType.LocalDate } moment) =>
                moment.Value.DateTime == DateOnly.Parse(value, CultureInfo.InvariantCulture).ToDateTime(TimeOnly.MinValue),
            ("time-local", TomlValue.Moment { Type: TomlType.LocalTime } moment) =>
                TimeOnly.FromDateTime(moment.Value.DateTime) == TimeOnly.Parse(value, CultureInfo.InvariantCulture),
            _ => false,
        };
        Assert.True(equal, $"{path}: expected {type} {value}, got {actual.Type}");
    }

    private static double ParseFloat(string value) => value switch
    {
        "inf" or "+inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        "nan" or "+nan" or "-nan" => double.NaN,
        _ => double.Parse(value, CultureInfo.InvariantCulture),
    };
}
