using System.Text.Json.Serialization;
using Archivist.Capture.Blocks;

namespace Archivist.Operations.Capturing;

/// <summary>The files of <see cref="RememberedDisks"/>.</summary>
/// <remarks>Without the generated writer, which takes a missing array of bytes for an empty one: that is a bitmap that cannot be read.</remarks>
[JsonSerializable(typeof(BlockRecord))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, GenerationMode = JsonSourceGenerationMode.Metadata)]
internal sealed partial class BlockRecordJson : JsonSerializerContext;
