namespace Archivist.Operations.Configuration;

/// <summary>Where references are looked up.</summary>
/// <param name="Variable">The value of an environment variable, or null.</param>
/// <param name="Run">Runs the program of a <c>cmd:</c> reference.</param>
internal sealed record SecretSources(Func<string, string?> Variable, SecretCommand Run);
