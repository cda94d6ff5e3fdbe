using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>The settings file cannot be edited; it is as before.</summary>
public sealed record SettingsNotEditable(string File, SettingsEditFault Fault) : Problem(Fault is SettingsEditFault.ChangedMeanwhile ? Failure.Failed : Failure.Usage, File);
