using Archivist.Replicas.Reading;

namespace Archivist.Operations.Configuration;

/// <summary>How a repository is read when there are several copies of it.</summary>
/// <param name="Order">Which copy is asked first.</param>
internal sealed record RestoreSettings(ReadingOrder Order);
