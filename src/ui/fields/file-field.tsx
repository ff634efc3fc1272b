import { describedBy, FieldFrame, invalid } from './field-frame.tsx'
import { fieldId, type FileFieldProps } from './field-props.ts'

/**
 * A file from the applicant's machine, with those already sent above it. The form needs
 * `enctype="multipart/form-data"`.
 */
export const FileField = (field: FileFieldProps) => (
  <FieldFrame field={field}>
    {field.files && field.files.length > 0 ? (
      <ul class="files">
        {field.files.map(({ id, name, size, href }) => (
          <li>
            <span>
              {href ? <a href={href}>{name}</a> : name} <span class="soft">{size}</span>
            </span>
            {field.readonly ? null : (
              <button class="button-link" type="submit" name={field.removeName ?? 'remove'} value={id}>
                {field.words['file-remove']}
                <span class="hidden-visually"> {name}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
    ) : null}
    {field.readonly ? null : (
      <input
        class="ds-input"
        type="file"
        id={fieldId(field)}
        name={field.name}
        {...(field.accept ? { accept: field.accept.map((extension) => `.${extension}`).join(',') } : {})}
        {...(field.multiple ? { multiple: true } : {})}
        {...(field.camera ? { capture: 'environment' } : {})}
        {...describedBy(field)}
        {...invalid(field)}
      />
    )}
    {field.upload && !field.readonly ? (
      <div
        class="uploads"
        data-for={fieldId(field)}
        data-to={field.upload.to}
        data-words={JSON.stringify(field.upload.words)}
        hidden
      >
        {field.upload.unfinished.map(({ name, text }) => (
          <p class="hint" data-unfinished={name}>
            {text}
          </p>
        ))}
      </div>
    ) : null}
  </FieldFrame>
)
