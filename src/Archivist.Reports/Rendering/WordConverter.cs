using System.Text.Json;
using System.Text.Json.Serialization;

namespace Archivist.Reports.Rendering;

/// <summary>Choices as words in kebab-case: <c>secure-boot</c>.</summary>
internal sealed class WordConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
