using System.Collections.Immutable;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Archivist.Tests.Solution;

/// <summary>Which namespaces the types of a compiled namespace name: read from signatures, attributes and method bodies (ECMA-335 II.22 to II.25), not from <c>using</c> lines.</summary>
internal sealed class CompiledArrows : ISignatureTypeProvider<object?, object?>
{
    private static readonly Dictionary<short, OperandType> Operands = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value, code => code.OperandType);

    private readonly MetadataReader _metadata;
    private readonly PEReader _assembly;
    private readonly HashSet<(string Type, string Namespace)> _found = [];
    private string _from = "";

    private CompiledArrows(PEReader assembly)
    {
        _assembly = assembly;
        _metadata = assembly.GetMetadataReader();
    }

    /// <summary>Every pair of a top-level type (full name) and a namespace that it uses, its own namespace included.</summary>
    internal static IReadOnlyCollection<(string Type, string Namespace)> Read(string path)
    {
        using var assembly = new PEReader(File.OpenRead(path));
        var arrows = new CompiledArrows(assembly);
        foreach (var handle in arrows._metadata.TypeDefinitions)
            arrows.Follow(arrows._metadata.GetTypeDefinition(handle), handle);

        return arrows._found;
    }

    private void Follow(TypeDefinition type, TypeDefinitionHandle handle)
    {
        _from = NameOf(handle);
        Token(type.BaseType);
        foreach (var implemented in type.GetInterfaceImplementations())
            Token(_metadata.GetInterfaceImplementation(implemented).Interface);

        foreach (var field in type.GetFields())
            _metadata.GetFieldDefinition(field).DecodeSignature(this, null);

        foreach (var methodHandle in type.GetMethods())
        {
            var method = _metadata.GetMethodDefinition(methodHandle);
            method.DecodeSignature(this, null);
            if (method.RelativeVirtualAddress != 0)
                Body(_assembly.GetMethodBody(method.RelativeVirtualAddress));
        }
    }

    private void Body(MethodBodyBlock body)
    {
        if (!body.LocalSignature.IsNil)
            _metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(this, null);

        foreach (var region in body.ExceptionRegions)
            Token(region.CatchType);

        var code = body.GetILReader();
        while (code.RemainingBytes > 0)
        {
            short value = code.ReadByte();
            if (value == 0xFE)
                value = unchecked((short)(0xFE00 | code.ReadByte()));

            Operand(Operands[value], ref code);
        }
    }

    private void Operand(OperandType operand, ref BlobReader code)
    {
        switch (operand)
        {
            case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType or OperandType.InlineSig:
                Token(MetadataTokens.EntityHandle(code.ReadInt32()));
                break;
            case OperandType.InlineSwitch:
                var targets = code.ReadInt32();
                code.Offset += 4 * targets;
                break;
            case OperandType.InlineI8 or OperandType.InlineR:
                code.Offset += 8;
                break;
            case OperandType.InlineBrTarget or OperandType.InlineI or OperandType.InlineString or OperandType.ShortInlineR:
                code.Offset += 4;
                break;
            case OperandType.InlineVar:
                code.Offset += 2;
                break;
            case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar:
                code.Offset += 1;
                break;
        }
    }

    private void Token(EntityHandle handle)
    {
        if (handle.IsNil)
            return;

        switch (handle.Kind)
        {
            case HandleKind.TypeDefinition or HandleKind.TypeReference:
                Note(handle);
                break;
            case HandleKind.TypeSpecification:
                _metadata.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(this, null);
                break;
            case HandleKind.MethodDefinition:
                Note(_metadata.GetMethodDefinition((MethodDefinitionHandle)handle).GetDeclaringType());
                break;
            case HandleKind.FieldDefinition:
                Note(_metadata.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType());
                break;
            case HandleKind.MemberReference:
                var member = _metadata.GetMemberReference((MemberReferenceHandle)handle);
                Token(member.Parent);
                if (member.GetKind() is MemberReferenceKind.Method)
                    member.DecodeMethodSignature(this, null);
                else
                    member.DecodeFieldSignature(this, null);
                break;
            case HandleKind.MethodSpecification:
                var generic = _metadata.GetMethodSpecification((MethodSpecificationHandle)handle);
                Token(generic.Method);
                generic.DecodeSignature(this, null);
                break;
        }
    }

    private void Note(EntityHandle type)
    {
        var name = NameOf(type);
        if (name.Contains('.'))
            _found.Add((_from, name[..name.LastIndexOf('.')]));
    }

    /// <summary>The full name of the outermost type around <paramref name="type"/>.</summary>
    private string NameOf(EntityHandle type)
    {
        if (type.Kind is HandleKind.TypeDefinition)
        {
            var definition = _metadata.GetTypeDefinition((TypeDefinitionHandle)type);
            return definition.GetDeclaringType() is { IsNil: false } outer ? NameOf(outer) : Joined(definition.Namespace, definition.Name);
        }

        var reference = _metadata.GetTypeReference((TypeReferenceHandle)type);
        return reference.ResolutionScope.Kind is HandleKind.TypeReference
            ? NameOf(reference.ResolutionScope)
            : Joined(reference.Namespace, reference.Name);
    }

    private string Joined(StringHandle @namespace, StringHandle name) =>
        @namespace.IsNil ? _metadata.GetString(name) : $"{_metadata.GetString(@namespace)}.{_metadata.GetString(name)}";

    object? ISimpleTypeProvider<object?>.GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
    {
        Note(handle);
        return null;
    }

    object? ISimpleTypeProvider<object?>.GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
    {
        Note(handle);
        return null;
    }

    object? ISignatureTypeProvider<object?, object?>.GetTypeFromSpecification(
        MetadataReader reader, object? context, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, context);

    object? ISimpleTypeProvider<object?>.GetPrimitiveType(PrimitiveTypeCode typeCode) => null;

    object? ISZArrayTypeProvider<object?>.GetSZArrayType(object? elementType) => null;

    object? IConstructedTypeProvider<object?>.GetArrayType(object? elementType, ArrayShape shape) => null;

    object? IConstructedTypeProvider<object?>.GetByReferenceType(object? elementType) => null;

    object? IConstructedTypeProvider<object?>.GetGenericInstantiation(object? genericType, ImmutableArray<object?> typeArguments) => null;

    object? IConstructedTypeProvider<object?>.GetPointerType(object? elementType) => null;

    object? ISignatureTypeProvider<object?, object?>.GetFunctionPointerType(MethodSignature<object?> signature) => null;

    object? ISignatureTypeProvider<object?, object?>.GetGenericMethodParameter(object? genericContext, int index) => null;

    object? ISignatureTypeProvider<object?, object?>.GetGenericTypeParameter(object? genericContext, int index) => null;

    object? ISignatureTypeProvider<object?, object?>.GetModifiedType(object? modifier, object? unmodifiedType, bool isRequired) => null;

    object? ISignatureTypeProvider<object?, object?>.GetPinnedType(object? elementType) => null;
}
