namespace Archivist.Operations.Configuration;

/// <summary>
/// Runs a program for <c>cmd:</c> and returns its standard output. The program gets no shell, and its output goes into
/// no log; a status other than 0 is an ArchivistException that names the program.
/// </summary>
/// <param name="arguments">The program, then its arguments.</param>
/// <param name="cancellationToken">Cancelling ends the program.</param>
internal delegate Task<ReadOnlyMemory<byte>> SecretCommand(IReadOnlyList<string> arguments, CancellationToken cancellationToken);
