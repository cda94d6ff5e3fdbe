
namespace Archivist.Operations.Configuration;

/// <summary>Where reports go.</summary>
/// <param name="Folder">Absolute.</param>
internal sealed record ReportSettings(string Folder);
