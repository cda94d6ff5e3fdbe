using System.CommandLine;
using Archivist.Operations.Adding;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist replica add</c></summary>
internal static class ReplicaAddCommand
{
    private static readonly Argument<string> Name = new("name") { Description = "Name of the new replica." };
    private static readonly Argument<string> Address = new("address") { Description = "Directory, or an address such as rest:… or s3:…" };
    private static readonly Option<string> Vendor = new("--vendor") { Description = "Who runs it.", HelpName = "name", Required = true };
    private static readonly Option<string> Geography = new("--geography") { Description = "Where it is, e.g. FR/Paris.", HelpName = "place", Required = true };
    private static readonly Option<string?> Jurisdiction = new("--jurisdiction") { Description = "Whose law it is under [geography before the slash]", HelpName = "name" };
    private static readonly Option<string?> Backbone = new("--backbone") { Description = "Network that it hangs on, e.g. AS12876.", HelpName = "name" };
    private static readonly Option<string?> Account = new("--account") { Description = "Account that can delete it.", HelpName = "name" };
    private static readonly Option<string?> Medium = new("--medium") { Description = "Kind of medium [disk or server]", HelpName = "kind" };
    private static readonly Option<bool> Offline = new("--offline") { Description = "Connected only while it is filled or audited." };
    private static readonly Option<string?> User = new("--user") { Description = "User of the server or access key: text or a reference.", HelpName = "user" };
    private static readonly Option<string?> Password = new("--password") { Description = "Reference to the password or secret key: file:, env:, cmd:, …", HelpName = "reference" };
    private static readonly Option<string?> CaCertificate = new("--ca-certificate") { Description = "PEM file with the only authorities to trust.", HelpName = "file" };
    private static readonly Option<string?> ClientCertificate = new("--client-certificate") { Description = "PEM file with certificate and key to show.", HelpName = "file" };
    private static readonly Option<string?> Region = new("--region") { Description = "Region of the bucket.", HelpName = "name" };
    private static readonly Option<bool> VirtualHost = new("--virtual-host") { Description = "The bucket is a part of the host's name." };
    private static readonly Option<string?> StorageClass = new("--storage-class") { Description = "Storage class of packs in the bucket.", HelpName = "name" };

    internal static Command Create()
    {
        var command = new Command(
            "add", "Fill a new replica, audit it, and add it to archivist.toml. Needs no password.\n\nExample: archivist replica add cellar /mnt/cellar/alice --vendor own --geography DE/Home")
        {
            Name, Address, Vendor, Geography, Jurisdiction, Backbone, Account, Medium, Offline, User, Password, CaCertificate, ClientCertificate, Region, VirtualHost, StorageClass,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var request = new AddReplicaRequest(parsed.GetValue(Name)!, parsed.GetValue(Address)!, parsed.GetValue(Vendor)!, parsed.GetValue(Geography)!)
        {
            Archive = parsed.Access(),
            Jurisdiction = parsed.GetValue(Jurisdiction),
            Backbone = parsed.GetValue(Backbone),
            Account = parsed.GetValue(Account),
            Medium = parsed.GetValue(Medium),
            IsOffline = parsed.GetValue(Offline),
            User = parsed.GetValue(User),
            Password = parsed.GetValue(Password),
            CaCertificate = parsed.GetValue(CaCertificate),
            ClientCertificate = parsed.GetValue(ClientCertificate),
            Region = parsed.GetValue(Region),
            IsVirtualHost = parsed.GetValue(VirtualHost),
            StorageClass = parsed.GetValue(StorageClass),
        };
        var result = await new AddReplicaOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        context.Output.Show(ReplicaAddedRecord.Of(result), static json => json.ReplicaAddedRecord, Describe);
        return ExitCode.Of(result.Verdict);
    }

    private static string Describe(ReplicaAddedRecord added) =>
        $"Replica {added.Replica} is added to {added.Settings}{(added.Adopted ? ", with the copy that was there" : "")}: {Quantity.Count(added.Objects, "object", "objects")} "
        + $"({Quantity.Bytes(added.Bytes)}), {Quantity.Count(added.ObjectsRead, "object", "objects")} and {Quantity.Count(added.Ranges, "range", "ranges")} audited\n"
        + ReplicaRetireCommand.Describe(added.Policy);
}
