namespace Archivist.Operations.Inspecting;

/// <summary>Settings without mistakes. The verdict is the most severe failure of the places that they name.</summary>
/// <param name="File">The settings file.</param>
/// <param name="Archive">The name of the archive.</param>
/// <param name="Overridden">Variables that replace what the file says.</param>
/// <param name="Replicas">The number of replicas.</param>
/// <param name="Schedules">The names of the schedules.</param>
/// <param name="Template">The name of the disc template.</param>
public sealed record CheckConfigurationResult(
    string File, string Archive, IReadOnlyList<string> Overridden, int Replicas, IReadOnlyList<string> Schedules, string Template) : OperationResult;
