using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Replicas.Auditing;

namespace Archivist.Operations.Auditing;

/// <summary>Writes what an auditor needs: names, lengths and hashes of all objects, and the head of the ledger. Needs no password.</summary>
public sealed class ExportAuditFileOperation(OperationEnvironment environment) : Operation<ExportAuditFileRequest, ExportAuditFileResult>(environment)
{
    private protected override async Task<ExportAuditFileResult> RunAsync(ExportAuditFileRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var settings = await archive.FindSettingsAsync(cancellationToken);
        var expected = await ExpectedContents.ListAsync(archive.OpenStore(settings), cancellationToken);
        var head = settings is null || archive.NamesRepository ? null : await (await new ArchiveLedger(settings, archive.Context.Clock).OpenAsync(cancellationToken)).ReadCheckpointAsync(cancellationToken);
        await AuditFile.WriteAsync(request.Path, expected, head, cancellationToken);
        return new ExportAuditFileResult(expected.Objects.Count + 1, expected.Bytes, head is not null);
    }
}
